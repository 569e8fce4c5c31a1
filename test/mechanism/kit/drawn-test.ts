import fc from "fast-check";
import {
  ChallengeTest,
  testTerms,
  type RoundRecord,
  type TestRound,
  type TestTerms,
  type ValidatorShare,
} from "../../../src/mechanism/index.ts";
import { Generator } from "./generator.ts";
import type { PlainOutcome } from "./plain-outcome.ts";

/** Shares of 1 to 5 validators, in basis points; each list holds the validators of the one before. */
export const SHARE_LISTS: readonly (readonly ValidatorShare[])[] = [
  [10_000],
  [5000, 5000],
  [3334, 3333, 3333],
  [2500, 2500, 2500, 2500],
  [2500, 2500, 2500, 2000, 500],
].map((list) => list.map((share, index) => ({ hotkey: `v${index}`, share })));

/** A test that somebody could have played. */
export interface Drawn {
  terms: TestTerms;
  rounds: TestRound[];
}

/**
 * Tests in which something happens soon: gains, losses, partial credit, forgers and blockers, missing, late, doubled and
 * void records, champions that leave questions unanswered, paid or not, validators that come and go, one question a round
 * or several.
 */
export const drawnTest: fc.Arbitrary<Drawn> = fc
  .record({
    environments: fc.integer({ min: 1, max: 3 }),
    before: fc.nat(SHARE_LISTS.length - 1),
    after: fc.nat(SHARE_LISTS.length - 1),
    change: fc.constantFrom(0, 0, 0, 50),
    gain: fc.constantFrom(-300, -50, 0, 100, 300, 600),
    liar: fc.constantFrom(-1, -1, 0),
    lie: fc.constantFrom(-1000, 1000),
    faults: fc.constantFrom(0, 0, 30, 150),
    length: fc.integer({ min: 1, max: 160 }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    anchorBp: fc.constantFrom(null, 500, 4000),
    questions: fc.constantFrom(1, 1, 2, 4, 5),
    unpaidFrom: fc.constantFrom(1000, 1000, 60),
  })
  .map(drawTest);

/** What a test is drawn from: integers only, so that golden files can name some. */
export interface Choice {
  environments: number;
  /** Places in {@link SHARE_LISTS}: before the round `change`, and from then on. */
  before: number;
  after: number;
  change: number;
  /** Thousandths of the answers that the challenger turns to right (or, below 0, to wrong). */
  gain: number;
  /** Which validator lies, −1 for none; what it adds to the challenger's scores. */
  liar: number;
  lie: number;
  /** Thousandths of the rounds that are no answered ones. */
  faults: number;
  length: number;
  seed: number;
  anchorBp: number | null;
  /** Questions of each environment a round. */
  questions: number;
  /** Round from which the champion is unpaid. */
  unpaidFrom: number;
}

/** A test from its choice. */
export function drawTest(choice: Choice): Drawn {
  const generator = new Generator(choice.seed);
  const envs = Array.from({ length: choice.environments }, (_, e) => e);
  const rounds = Array.from({ length: choice.length }, (_, round): TestRound => {
    const validators = SHARE_LISTS[round < choice.change ? choice.before : choice.after]!;
    const owner = generator.below(validators.length);
    const unpaid = round >= choice.unpaidFrom;
    return { round, block: 3 * round, validator: `v${owner}`, validators, record: recordOf(owner), unpaid };
  });
  function recordOf(owner: number): RoundRecord {
    if (generator.below(1000) < choice.faults) {
      const kinds = ["missing", "late", "invalid", "void"] as const;
      return { kind: generator.below(20) === 0 ? "doubled" : kinds[generator.below(4)]! };
    }
    const { questions } = choice;
    const each = Array.from({ length: questions }, (_, i) => i);
    const answers = envs.map(() =>
      each.map(() => (generator.below(4) === 0 ? generator.below(1001) : 1000 * generator.below(2))),
    );
    const own = answers.map((scores) =>
      scores.map((score) => {
        if (owner === choice.liar) return Math.max(0, Math.min(1000, score + choice.lie));
        return generator.below(1000) < Math.abs(choice.gain) ? (choice.gain > 0 ? 1000 : 0) : score;
      }),
    );
    const challenger = own.map(sumOf);
    if (generator.below(2000) < choice.faults) return { kind: "answered", champion: null, challenger };
    const isNull = answers.map((scores) => scores.map(() => generator.below(3000) < choice.faults));
    const champion = answers.map((scores, e) => sumOf(scores.filter((_, i) => !isNull[e]![i]!)));
    const nulls = isNull.map((of) => of.filter(Boolean).length);
    return { kind: "answered", champion, ...(generator.below(2) === 0 ? { nulls } : silent(nulls)), challenger };
  }
  const terms = testTerms({
    champion: { sumThousandths: envs.map((e) => 300_000 + 100_000 * e), answers: 600 },
    crownedBlock: 0,
    block: 20_000,
    anchorsBp: envs.map(() => choice.anchorBp),
    questions: choice.questions,
  });
  return { terms, rounds };
}

/** Plays a test to the end of its rounds. */
export function play({ terms, rounds }: Drawn): ChallengeTest {
  const challenge = new ChallengeTest(terms);
  for (const round of rounds) challenge.advance(round);
  return challenge;
}

/** What a test came to, with every sum. */
export function outcomeOf({ status, evaluation }: ChallengeTest): PlainOutcome {
  return {
    state: status.state,
    ...(status.state === "stopped" ? { reason: status.reason } : {}),
    rounds: evaluation.rounds,
    excluded: [...evaluation.excluded].sort(),
    crown: [...evaluation.crown].map(String),
    futility: [...evaluation.futility].map(String),
  };
}

/** The same rounds with one validator. */
export function alone({ terms, rounds }: Drawn): Drawn {
  return { terms, rounds: rounds.map((round) => ({ ...round, validator: "v0", validators: SHARE_LISTS[0]! })) };
}

/** The same round with other scores of the challenger. */
export function withScores(round: TestRound, map: (score: number) => number): TestRound {
  const { record } = round;
  if (record.kind !== "answered") return round;
  return { ...round, record: { ...record, challenger: record.challenger.map(map) } };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** No nulls need not be written down. */
const silent = (nulls: number[]): { nulls?: number[] } => (nulls.some((count) => count > 0) ? { nulls } : {});
