import { describe, expect, test } from "vitest";
import type { ValidatorShare } from "../../../src/mechanism/index.ts";
import { Generator } from "../../../src/simulate/random/generator.ts";
import { pairOfCell } from "../../../src/simulate/suite/cells.ts";
import { playTest, type Rewrite } from "../../../src/simulate/v2/play-test.ts";
import type { AnsweredRecord } from "../../../src/simulate/world/scores.ts";
import { chanceToCrown } from "../kit/coalition-chance.ts";
import { report, round, share, times } from "../kit/tier.ts";

const listOf = (...shares: number[]): readonly ValidatorShare[] =>
  shares.map((one, place) => ({ hotkey: `v${place}`, share: one }));
const equal = (count: number): readonly ValidatorShare[] => listOf(...Array.from({ length: count }, () => 1));

/** Validators, and the places of those who collude: a third of the share at most. */
const COALITIONS: Readonly<Record<string, readonly [readonly ValidatorShare[], readonly number[]]>> = {
  "1 of 4": [equal(4), [0]],
  "2 of 7": [equal(7), [0, 1]],
  "2 of 8": [equal(8), [0, 1]],
  "5 of 16": [equal(16), [0, 1, 2, 3, 4]],
  "15 and 10 of 25, 25, 25, 15, 10": [listOf(25, 25, 25, 15, 10), [3, 4]],
  "30 of 40, 30, 30": [listOf(40, 30, 30), [2]],
  "1 of 1,000 and 1": [listOf(1000, 1), [1]],
};

const gainOf = ({ challenger, champion }: AnsweredRecord): number =>
  challenger.reduce((sum, score, env) => sum + score - (champion?.[env] ?? 0), 0);
const win = (truth: AnsweredRecord): AnsweredRecord => ({
  ...truth,
  challenger: truth.challenger.map(() => 2000),
  champion: truth.challenger.map(() => 0),
});
const lose = (truth: AnsweredRecord): AnsweredRecord => ({
  ...truth,
  challenger: truth.challenger.map(() => 0),
  champion: truth.challenger.map(() => 2000),
});

const FORGERS: Readonly<Record<string, Rewrite>> = {
  "5% of the rounds": (truth, generator) => (generator.uniform() < 0.05 ? win(truth) : truth),
  "20% of the rounds": (truth, generator) => (generator.uniform() < 0.2 ? win(truth) : truth),
  "40% of the rounds": (truth, generator) => (generator.uniform() < 0.4 ? win(truth) : truth),
  "all rounds": win,
  "what was lost, as a draw": (truth) => (gainOf(truth) < 0 ? { ...truth, champion: truth.challenger } : truth),
  "nothing, but hands in no lost round": (truth) => (gainOf(truth) < 0 ? { kind: "missing" } : truth),
};

describe.each(Object.keys(COALITIONS))("a coalition of %s", (name) => {
  const [validators, members] = COALITIONS[name]!;
  const liars = new Set(members);

  test.each(Object.keys(FORGERS))(
    "law: crowns a copy at most once in a thousand tests, by importance sampling; it forges %s",
    (what) => {
      const reps = times(2, 300);
      const setting = { validators, liars, rewrite: FORGERS[what]!, r: 0.8 };
      const { p, se } = chanceToCrown(setting, reps, Generator.from("coalition", name, what));
      report(`${name}, forge ${what}`, { p: round(p), se: round(se), reps });
      expect(p + 3 * se).toBeLessThan(times(1e-2, 1e-3));
    },
  );

  test("law: cannot keep a model 5 points better from the crown", () => {
    const generator = Generator.from("blockers", name);
    const tests = times(1, 60);
    const setting = { ...pairOfCell("+5 all", 3), validators, questions: 2, liars, rewrite: lose };
    const outcomes = Array.from({ length: tests }, () => playTest(setting, generator));
    const crowned = share(outcomes.filter(({ state }) => state === "candidate").length, tests);
    const rounds = outcomes.reduce((sum, outcome) => sum + outcome.rounds, 0) / tests;
    report(`${name}, block +5`, { crowned, meanRounds: Math.round(rounds) });
    expect(crowned.p).toBeGreaterThanOrEqual(0.9);
  });
});

test("behavior: half of the share, which is not promised to be too little, does crown a copy", () => {
  const generator = Generator.from("half");
  const setting = { ...pairOfCell("exact copy", 3), validators: equal(4), questions: 2, liars: new Set([0, 1]) };
  const rewrite = FORGERS["40% of the rounds"]!;
  const outcomes = Array.from({ length: 4 }, () => playTest({ ...setting, rewrite }, generator));
  expect(outcomes.filter(({ state }) => state === "candidate").length).toBeGreaterThan(0);
});

describe("a challenger that fails where an honest validator asks", () => {
  test.each([
    ["1 of 4", true],
    ["2 of 8", true],
    ["1 of 4", false],
  ])("law: getting that one left out by outcome crowns no copy; %s forge besides: %s", (name, isForged) => {
    const [validators, members] = COALITIONS[name]!;
    const victim = validators.length - 1;
    const generator = Generator.from("framed", name);
    const tests = times(1, 400);
    // The challenger loses all of the victim's rounds, the forgers win a part of theirs.
    const rewrite: Rewrite = (truth, source) => (source.uniform() < 0.2 ? win(truth) : truth);
    const outcomes = Array.from({ length: tests }, () =>
      playTest(
        {
          ...pairOfCell("exact copy", 3),
          validators,
          questions: 2,
          liars: new Set(isForged ? members : []),
          rewrite,
          framed: victim,
        },
        generator,
      ),
    );
    const crowned = outcomes.filter(({ state }) => state === "candidate").length;
    const out = outcomes.filter(({ leftOut }) => leftOut.includes(`v${victim}`)).length;
    report(`framed, ${name}, forged besides: ${isForged}`, { crowned, victimLeftOut: out, of: tests });
    expect(crowned).toBeLessThanOrEqual(times(0, 1));
  });
});

describe("misses", () => {
  test.each([1, 4])(
    "law: a model 2 points better is crowned with a quarter of a percent of the rounds missing, V = %i",
    (count) => {
      const generator = Generator.from("misses", count);
      const tests = times(3, 200);
      const setting = { ...pairOfCell("+2 all", 3), validators: equal(count), questions: 2, missing: 0.0025 };
      const outcomes = Array.from({ length: tests }, () => playTest(setting, generator));
      const crowned = share(outcomes.filter(({ state }) => state === "candidate").length, tests);
      report(`+2, .25% missing, V = ${count}`, crowned);
      expect(crowned.p).toBeGreaterThanOrEqual(times(0.6, 0.85));
    },
  );
});
