import { describe, expect, test } from "vitest";
import {
  ChallengeTest,
  testTerms,
  type RoundRecord,
  type TestRound,
  type TestTerms,
  type ValidatorShare,
} from "../index.ts";

// The laws, and the comparison with a plain second writing of the decision, are in test/mechanism/laws.

const ONE: readonly ValidatorShare[] = [{ hotkey: "v0", share: 10_000 }];
const EQUAL: readonly ValidatorShare[] = ["v0", "v1", "v2", "v3"].map((hotkey) => ({ hotkey, share: 1 }));

const roundOf = (record: RoundRecord, round: number): TestRound => ({
  round,
  block: round,
  validator: "v0",
  validators: ONE,
  record,
});

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

  test("behavior: a question that the champion leaves unanswered counts for it in a crown, and against it in a stop", () => {
    const terms = { ...termsFrom(0), questions: 2 };
    const silent: RoundRecord = { kind: "answered", champion: null, challenger: [1000] };
    const half: RoundRecord = { kind: "answered", champion: [0], nulls: [1], challenger: [2000] };
    const told: RoundRecord = { kind: "answered", champion: [2000], challenger: [1000] };
    const alike: RoundRecord = { kind: "answered", champion: [0], challenger: [1000] };
    const of = (...records: RoundRecord[]) => play(terms, records.map(roundOf)).evaluation;
    // For the crown: as if it had been right.
    expect([...of(silent).crown]).toEqual([...of(told).crown]);
    expect([...of(half).crown]).toEqual([...of({ ...half, champion: [1000], nulls: [0] }).crown]);
    // For a stop: as if it had been wrong.
    expect([...of(silent).futility]).toEqual([...of(alike).futility]);
    expect([...of(half).futility]).toEqual([...of({ ...half, nulls: [0] }).futility]);
    expect([of(silent, half).nulls, of(silent, half).rounds, of(silent, half).sum]).toEqual([2, 2, 0]);
    // More unanswered than asked, or right and unanswered at once.
    expect(of({ ...half, nulls: [3] }, { ...half, champion: [2000] }).against).toBe(2);
  });

  test("behavior: while the champion is unpaid no test is stopped, and nothing is gathered towards a stop", () => {
    const worse: RoundRecord = { kind: "answered", champion: [1000], challenger: [0] };
    const rounds = Array.from({ length: 200 }, (_, round) => roundOf(worse, round));
    const unpaid = rounds.map((round) => ({ ...round, unpaid: true }));
    expect(play(termsFrom(0), rounds).status.state).toBe("stopped");
    const test = play(termsFrom(0), unpaid);
    expect([test.status.state, Math.max(...test.evaluation.futility)]).toEqual(["open", 0]);
  });

  test("behavior: with three validators 2% of one's rounds may be missing, with two none", () => {
    const answered: RoundRecord = { kind: "answered", champion: [0], challenger: [0] };
    const against = (validators: readonly ValidatorShare[]) => {
      const rounds = Array.from({ length: 400 }, (_, round) => {
        const record: RoundRecord = round % 100 === 99 ? { kind: "missing" } : answered;
        return { ...roundOf(record, round), unpaid: true, validator: "v0", validators };
      });
      const { evaluation } = play(termsFrom(0), rounds);
      return [evaluation.against, evaluation.reader.voids];
    };
    expect(against(EQUAL.slice(0, 3))).toEqual([0, 4]);
    expect(against(EQUAL.slice(0, 2))).toEqual([4, 0]);
  });

  test("behavior: a validator over its quota is left out for a time; what was removed stays so", () => {
    const tie: RoundRecord = { kind: "answered", champion: [0], challenger: [0] };
    const rounds = Array.from({ length: 4000 }, (_, round) => {
      // v0 fails in every second of its first rounds.
      const record: RoundRecord = round < 60 && round % 8 === 0 ? { kind: "missing" } : tie;
      return { ...roundOf(record, round), unpaid: true, validator: `v${round % 4}`, validators: EQUAL };
    });
    const test = new ChallengeTest(termsFrom(0));
    const out: boolean[] = [];
    for (const round of rounds) {
      test.advance(round);
      out.push(test.evaluation.excluded.has("v0"));
    }
    expect(out.indexOf(true)).toBeLessThan(80);
    // To the end of the period after the present one.
    expect(out.lastIndexOf(true)).toBe(2399);
    expect(test.evaluation.leftOut).toBe(600);
    expect(test.evaluation.rounds).toBe(3400);
    expect(test.evaluation.choices).toBe(8n * 4n * 2n * 3n);
  });

  test("behavior: where one validator holds more than half its word decides, and no other can freeze or forge the test", () => {
    const validators = [
      { hotkey: "v0", share: 999 },
      { hotkey: "v1", share: 1 },
    ];
    const record = (good: boolean): RoundRecord => ({
      kind: "answered",
      champion: [good ? 0 : 1000],
      challenger: [good ? 1000 : 0],
    });
    const rounds = Array.from({ length: 400 }, (_, round) => {
      const isSmall = round % 10 === 9;
      return { ...roundOf(record(!isSmall), round), validator: isSmall ? "v1" : "v0", validators };
    });
    expect(play(termsFrom(0), rounds).status).toEqual({ state: "candidate" });
    const forged = rounds.map((round) => ({ ...round, record: record(round.validator === "v1") }));
    expect(["open", "stopped"]).toContain(play(termsFrom(0), forged).status.state);
  });

  test("behavior: a validator that came after the test's start is never needed, and cannot hold it up", () => {
    const good: RoundRecord = { kind: "answered", champion: [0], challenger: [1000] };
    const bad: RoundRecord = { kind: "answered", champion: [1000], challenger: [0] };
    const later = [...EQUAL, { hotkey: "v4", share: 1 }];
    const played = (record: RoundRecord, few: number) =>
      Array.from({ length: 400 }, (_, round) => {
        const isLate = round >= 8 && round % few !== 0;
        const validator = isLate ? "v4" : `v${Math.floor(round / (round < 8 ? 1 : few)) % 4}`;
        const validators = round < 8 ? EQUAL : later;
        return { ...roundOf(isLate ? record : good, round), unpaid: true, validator, validators };
      });
    // Nearly all rounds are the newcomer's: the whole record shows it at once, the others' need their time.
    const forged = play(termsFrom(0), played(good, 20).slice(0, 100)).evaluation;
    expect([forged.latches.superiority, forged.latchesWithoutCoalition.superiority]).toEqual([true, false]);
    // A newcomer that blocks is left out.
    expect(play(termsFrom(0), played(bad, 2)).status.state).toBe("candidate");
  });

  test("behavior: time runs out with and without rounds", () => {
    const terms = termsFrom(50);
    const idle = new ChallengeTest(terms);
    expect(idle.expire(50 + 100_799).state).toBe("open");
    expect(idle.expire(50 + 100_800)).toEqual({ state: "ended", reason: "time" });
  });
});
