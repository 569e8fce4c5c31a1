import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Canonical } from "../../../src/core/index.ts";
import { ChallengeTest, evidenceOf, type TestRound } from "../../../src/mechanism/index.ts";
import { drawnTest, drawTest, outcomeOf, play } from "../kit/drawn-test.ts";
import { runs } from "../kit/tier.ts";

const bytesOf = (challenge: ChallengeTest): string => canonicalJson(evidenceOf(challenge) as unknown as Canonical);
/** Without the estimate for people, which decides nothing and may become better. */
const provenBytesOf = (challenge: ChallengeTest): string =>
  canonicalJson({ ...evidenceOf(challenge), roundsLeft: null } as unknown as Canonical);

describe("replay", () => {
  test("law: later rounds never change a decision, and the evidence is the same bytes for any way of reading", () => {
    fc.assert(
      fc.property(drawnTest, fc.nat(160), (input, cut) => {
        const early = play({ ...input, rounds: input.rounds.slice(0, cut) });
        const whole = play(input);
        if (early.status.state !== "open") expect(outcomeOf(whole)).toEqual(outcomeOf(early));
        for (const round of input.rounds.slice(cut)) early.advance(round);
        expect(bytesOf(early)).toBe(bytesOf(whole));
      }),
      runs(60),
    );
  });

  test("law: asking for evidence on the way changes none of it", () => {
    fc.assert(
      fc.property(drawnTest, fc.integer({ min: 1, max: 30 }), fc.boolean(), (input, every, followIntervals) => {
        const [asked, quiet] = [0, 1].map(() => new ChallengeTest(input.terms, { followIntervals }));
        for (const [i, round] of input.rounds.entries()) {
          asked!.advance(round);
          quiet!.advance(round);
          if (i % every === 0) evidenceOf(asked!);
        }
        expect(bytesOf(asked!)).toBe(bytesOf(quiet!));
      }),
      runs(20),
    );
  });

  test("law: rounds given twice, in between, or by strangers to the test are refused and change nothing", () => {
    fc.assert(
      fc.property(drawnTest, fc.array(fc.tuple(fc.nat(160), fc.nat(160), fc.nat(2))), (input, noises) => {
        const noisy = new ChallengeTest(input.terms);
        let refusals = 0;
        for (const [at, round] of input.rounds.entries()) {
          noisy.advance(round);
          for (const [when, what, kind] of noises) {
            if (when !== at || noisy.status.state !== "open") continue;
            refusals += 1;
            const old: TestRound = input.rounds[Math.min(what, at)]!;
            const later = { ...round, round: round.round + 0.5 };
            // A duplicate or an old beacon; a forgery by somebody to whom no round can belong; a number that is none.
            noisy.advance(kind === 0 ? old : kind === 1 ? { ...round, round: at + 1, validator: "forger" } : later);
          }
        }
        expect(outcomeOf(noisy)).toEqual(outcomeOf(play(input)));
        const refused = Object.fromEntries(noisy.refused);
        const open = (refused["out_of_order"] ?? 0) + (refused["unknown_validator"] ?? 0) + (refused["malformed"] ?? 0);
        expect(open).toBe(refusals);
      }),
      runs(40),
    );
  });

  test("golden: the evidence of 40 tests, byte for byte, on every platform", () => {
    const [proven, all] = [createHash("sha256"), createHash("sha256")];
    for (let seed = 1; seed <= 40; seed += 1) {
      const choice = { environments: 1 + (seed % 3), before: seed % 4, after: (seed + 1) % 5, change: 30, length: 160 };
      const lies = { liar: (seed % 3) - 1, lie: 1000, faults: seed % 2 === 0 ? 20 : 0, anchorBp: 4000 };
      const drawn = drawTest({
        ...choice,
        ...lies,
        gain: [-50, 0, 100, 300][seed % 4]!,
        seed,
        questions: [1, 2, 4, 5][seed % 4]!,
        unpaidFrom: 90,
      });
      const challenge = play(drawn);
      proven.update(`${provenBytesOf(challenge)}\n`);
      all.update(`${bytesOf(challenge)}\n`);
    }
    expect(all.digest("hex")).toBe("6a9360144ef38039df33ec8e94ee46cf54763841ed7eaf619189615279d96b56");
    expect(proven.digest("hex")).toBe("4aba465d43ddaacf3c1e899db2b22b855d456631f66fc3eb8ac379b3582f810f");
  });
});
