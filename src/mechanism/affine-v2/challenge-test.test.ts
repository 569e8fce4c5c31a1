import { describe, expect, test } from "vitest";
import { ChallengeTest, testTerms, type TestRound, type TestTerms, type ValidatorShare } from "../index.ts";

// The laws, and the comparison with a plain second writing of the decision, are in test/mechanism/laws.

const ONE: readonly ValidatorShare[] = [{ hotkey: "v0", share: 10_000 }];

function termsFrom(block: number): TestTerms {
  return testTerms({ champion: { sumThousandths: [500], answers: 1 }, crownedBlock: 0, block, anchorsBp: [null] });
}

function play(terms: TestTerms, rounds: readonly TestRound[]): ChallengeTest {
  const challenge = new ChallengeTest(terms);
  for (const round of rounds) challenge.advance(round);
  return challenge;
}

describe("ChallengeTest", () => {
  test("behavior: of a run of more than three missing rounds three count", () => {
    const terms = termsFrom(0);
    const rounds = Array.from("mmmmmmammmm").map((what, round): TestRound => ({
      round,
      block: round,
      validator: "v0",
      validators: ONE,
      record: what === "m" ? { kind: "missing" } : { kind: "answered", champion: [0], challenger: [1000] },
    }));
    const { evaluation } = play(terms, rounds);
    expect([evaluation.rounds, evaluation.against, evaluation.reader.voids]).toEqual([7, 6, 4]);
    expect(evaluation.sum).toBe(1000 - 6000);
  });

  test("behavior: duplicates, old rounds, strangers and malformed scores are refused or count as invalid; nothing throws", () => {
    const challenge = new ChallengeTest(termsFrom(0));
    const base: TestRound = {
      round: 5,
      block: 15,
      validator: "v0",
      validators: ONE,
      record: { kind: "void" },
    };
    challenge.advance(base);
    challenge.advance(base);
    challenge.advance({ ...base, round: 4 });
    challenge.advance({ ...base, round: 6, block: 14 });
    challenge.advance({ ...base, round: 7, validator: "nobody" });
    challenge.advance({ ...base, round: 7, validators: [{ hotkey: "v0", share: 3333.3 }] });
    challenge.advance({ ...base, round: Number.NaN });
    expect(Object.fromEntries(challenge.refused)).toEqual({ out_of_order: 3, unknown_validator: 2, malformed: 1 });
    const odd = [[1001], [-1], [0.5], [], [Number.NaN], "x", null, [[1]]] as unknown as number[][];
    for (const [i, challenger] of odd.entries()) {
      challenge.advance({ ...base, round: 10 + i, block: 30, record: { kind: "answered", champion: [0], challenger } });
    }
    expect(challenge.evaluation.against).toBe(3);
    expect(challenge.evaluation.reader.tallies.get("v0")!.missing).toBe(odd.length);
  });

  test("behavior: the champion's unavailability voids 5% of the rounds, then scores 0", () => {
    const terms = termsFrom(0);
    const rounds = Array.from({ length: 19 }, (_, round): TestRound => ({
      round,
      block: round,
      validator: "v0",
      validators: ONE,
      record: { kind: "answered", champion: null, challenger: [1000] },
    }));
    const { evaluation } = play(terms, rounds);
    expect([evaluation.reader.voids, evaluation.rounds, evaluation.sum]).toEqual([3, 16, 16_000]);
  });

  test("behavior: time runs out with and without rounds", () => {
    const terms = termsFrom(50);
    const idle = new ChallengeTest(terms);
    expect(idle.expire(50 + 100_799).state).toBe("open");
    expect(idle.expire(50 + 100_800)).toEqual({ state: "ended", reason: "time" });
  });
});
