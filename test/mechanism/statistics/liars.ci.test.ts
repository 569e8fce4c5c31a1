import { describe, expect, test } from "vitest";
import type { ChallengeTest } from "../../../src/mechanism/index.ts";
import { Generator } from "../kit/generator.ts";
import { pairs, SKILLS } from "../kit/outcome-model.ts";
import { equalShares, playPair, termsAgainst, type Answered, type Liar } from "../kit/play-pair.ts";
import { atMost, report, share, times } from "../kit/tier.ts";

const COPY = pairs(SKILLS[3], [0, 0, 0]);
const BETTER = pairs(SKILLS[3], [0.05, 0.05, 0.05]);
const TERMS = termsAgainst(SKILLS[3]);

const gainOf = ({ challenger, champion }: Answered): number =>
  challenger.reduce((sum, score, env) => sum + score - (champion?.[env] ?? 0), 0);
const win = (truth: Answered): Answered => ({
  ...truth,
  challenger: truth.challenger.map(() => 1000),
  champion: truth.challenger.map(() => 0),
});
const lose = (truth: Answered): Answered => ({
  ...truth,
  challenger: truth.challenger.map(() => 0),
  champion: truth.challenger.map(() => 1000),
});

/** Who would crown a copy. Each has one of V validators. */
const forCopies: Record<string, Liar> = {
  "forger: its copy always wins": win,
  "sly forger: one round of five": (truth, { rounds }) => (rounds % 5 === 0 ? win(truth) : truth),
  "very sly forger: one round of twenty": (truth, { rounds }) => (rounds % 20 === 0 ? win(truth) : truth),
  "withholder: drops every bad round": (truth) => (gainOf(truth) < 0 ? { kind: "missing" } : truth),
  // Goes silent until something very good comes, then is silent again: three rounds count, the rest is void.
  "withholder that stops and resumes at will": (truth) => (gainOf(truth) >= 2000 ? truth : { kind: "missing" }),
  // Says that the champion was unavailable as long as that voids a round (5% of them).
  "excuser: the champion was away whenever it did better": (truth, memory) => {
    if (gainOf(truth) >= 0 || 20 * (memory.voids + 1) > Math.max(60, memory.rounds)) return truth;
    memory.voids += 1;
    return { ...truth, champion: null };
  },
};

const isCandidate = ({ status }: ChallengeTest): boolean => status.state === "candidate";
const without = (who: string, played: readonly ChallengeTest[]): number =>
  played.filter(({ evaluation }) => evaluation.excluded.has(who)).length;

describe.each(Object.keys(forCopies))("%s", (name) => {
  test.each([3, 4, 5])(
    "law: a copy is not crowned but once in a thousand tests; one of %i validators lies",
    (count) => {
      const generator = new Generator(20 + count);
      const tests = times(4, 400);
      const played = Array.from({ length: tests }, () =>
        playPair(generator, COPY, TERMS, equalShares(count), forCopies[name]),
      );
      const crowned = played.filter(isCandidate).length;
      const honest = played.filter(({ evaluation }) => [...evaluation.excluded].some((who) => who !== "v0")).length;
      const figures = {
        crowned,
        atMost: atMost(crowned, tests),
        liarLeftOut: without("v0", played),
        honestLeftOut: honest,
      };
      report(`${name}, V = ${count}`, { ...figures, of: tests });
      // Ville: at most .001 each, so that two in 400 would be a finding.
      expect(crowned).toBeLessThanOrEqual(1);
      // Where the liar hardly differs from the others, an honest one may seem to differ more; that is no crown yet.
      expect(honest).toBeLessThanOrEqual(name.includes("very sly") ? Math.max(1, 0.02 * tests) : 1);
      if (name.startsWith("forger")) expect(without("v0", played)).toBe(tests);
    },
  );
});

describe("two validators", () => {
  test("law: a forger freezes the test, and nobody is crowned by it", () => {
    const generator = new Generator(22);
    const tests = times(6, 200);
    const played = Array.from({ length: tests }, () => playPair(generator, COPY, TERMS, equalShares(2), win));
    report("forger, V = 2", { frozen: played.filter(({ status }) => status.state === "frozen").length, of: tests });
    expect(played.every(({ status }) => status.state === "frozen")).toBe(true);
  });
});

describe("one validator, which is trusted but for what is missing", () => {
  test.each(Object.keys(forCopies).filter((name) => name.startsWith("withholder")))("law: %s: no crown", (name) => {
    const generator = new Generator(23);
    const tests = times(10, 400);
    const played = Array.from({ length: tests }, () =>
      playPair(generator, COPY, TERMS, equalShares(1), forCopies[name]),
    );
    const crowned = played.filter(isCandidate).length;
    report(`${name}, V = 1`, { crowned, atMost: atMost(crowned, tests), of: tests });
    expect(crowned).toBe(0);
  });
});

/** Who would keep a better model from the crown. */
const againstBetter: Record<string, Liar> = {
  "blocker: everybody always loses": lose,
  "sly blocker: one round of three": (truth, { rounds }) => (rounds % 3 === 0 ? lose(truth) : truth),
  "silent blocker: drops every good round": (truth) => (gainOf(truth) > 0 ? { kind: "missing" } : truth),
  "dead validator: all its rounds are missing": () => ({ kind: "missing" }),
};

describe.each(Object.keys(againstBetter))("%s", (name) => {
  test.each([3, 4, 5])("law: a model 5 points better is crowned all the same; one of %i validators", (count) => {
    const generator = new Generator(30 + count);
    const tests = times(4, 200);
    const played = Array.from({ length: tests }, () =>
      playPair(generator, BETTER, TERMS, equalShares(count), againstBetter[name]),
    );
    const crowned = share(played.filter(isCandidate).length, tests);
    const rounds = played.reduce((sum, { evaluation }) => sum + evaluation.rounds, 0) / tests;
    report(`${name}, V = ${count}`, { crowned, meanRounds: Math.round(rounds), leftOut: without("v0", played) });
    expect(crowned.p).toBeGreaterThanOrEqual(0.9);
  });
});
