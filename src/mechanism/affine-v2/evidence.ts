import { kinds, need } from "../../core/index.ts";
import { LOG_SCALE } from "./constants.ts";
import type { AnytimeInterval } from "./anytime-interval.ts";
import { ChallengeTest } from "./challenge-test.ts";
import { roundsLeft, type RoundsLeft } from "./eta.ts";
import type { Evaluation } from "./evaluation.ts";
import { thresholdsFor, type CrownLatches } from "./latches.ts";
import { crownStream, futilityStream, largest } from "./streams.ts";
import type { TestStatus } from "./test-status.ts";

/** A stream's wealth against the level it needs, both as thousandths of a natural logarithm. */
export interface StreamEvidence {
  readonly stream: string;
  readonly env: number | null;
  readonly wealthMilli: number;
  readonly levelMilli: number;
}

/** What is published about an open test; integers and texts, so that it has one canonical form. */
export interface TestEvidence {
  readonly status: TestStatus;
  readonly rounds: number;
  /** Per environment, how often the challenger's score minus the champion's had each value: [thousandths, times]. */
  readonly differences: readonly (readonly (readonly [number, number])[])[];
  readonly streams: readonly StreamEvidence[];
  readonly latches: CrownLatches;
  /** How many latches are closed without any coalition's rounds; `null` where one validator's word decides. */
  readonly withoutCoalition: { readonly shown: number; readonly of: number } | null;
  readonly validators: readonly { readonly hotkey: string; readonly rounds: number; readonly missing: number }[];
  /** Whose rounds are left out at present, and how many rounds were removed since the beginning. */
  readonly excluded: readonly string[];
  readonly removedRounds: number;
  readonly againstRounds: number;
  /** Rounds in which the champion left questions unanswered, which count for it. */
  readonly nullRounds: number;
  readonly voidRounds: number;
  /** Of the mean gain; then of the gain in each environment. They hold at all looks at once, 95% each. */
  readonly meanGain: AnytimeInterval;
  readonly gains: readonly AnytimeInterval[];
  readonly roundsLeft: RoundsLeft | null;
}

/** The evidence of a test as it stands: a function of its rounds, however often it was asked for before. */
export function evidenceOf(test: ChallengeTest): TestEvidence {
  need(kinds.made(ChallengeTest), test, "evidenceOf", "a ChallengeTest");
  const { evaluation } = test;
  const [mean, ...perEnvironment] = evaluation.intervals.map((interval) => interval.now());
  return {
    status: test.status,
    rounds: evaluation.rounds,
    differences: evaluation.intervals.slice(1).map(({ answered }) => [...answered].sort(([a], [b]) => a - b)),
    streams: streamsOf(test),
    latches: evaluation.latches,
    withoutCoalition: withoutCoalition(evaluation),
    validators: [...evaluation.reader.tallies]
      .map(([hotkey, { rounds, missing }]) => ({ hotkey, rounds, missing }))
      .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1)),
    excluded: [...evaluation.excluded].sort(),
    removedRounds: evaluation.leftOut,
    againstRounds: evaluation.against,
    nullRounds: evaluation.nulls,
    voidRounds: evaluation.reader.voids,
    meanGain: mean as AnytimeInterval,
    gains: perEnvironment,
    roundsLeft: test.status.state === "open" ? roundsLeft(evaluation) : null,
  };
}

function streamsOf({ evaluation, terms }: ChallengeTest): StreamEvidence[] {
  const { full } = thresholdsFor(terms, evaluation.choices);
  const [crownSums, futilitySums] = [evaluation.crown, evaluation.futility];
  const { futility, harm } = full;
  const milli = (sum: number): number => Math.floor((sum * 1000) / LOG_SCALE);
  const entry = (
    sums: Float64Array,
    stream: string,
    env: number | null,
    place: number,
    level: number,
  ): StreamEvidence => ({
    stream,
    env,
    wealthMilli: milli(largest(sums, place)),
    levelMilli: milli(level),
  });
  const crown = (name: string, env: number | null, place: number, level: number): StreamEvidence =>
    entry(crownSums, name, env, place, level);
  const stop = (name: string, env: number | null, place: number, level: number): StreamEvidence =>
    entry(futilitySums, name, env, place, level);
  return [
    crown("better_on_average", null, crownStream.superiorityMean, full.superiorityMean),
    crown("gain_above_zero", null, crownStream.mean, full.gate),
    stop("futile_on_average", null, futilityStream.anywhere, futility),
    stop("futile_mean", null, futilityStream.mean, futility),
    ...terms.deltaBp.flatMap((_, env) => [
      crown("better", env, crownStream.superiority(env), full.superiority),
      crown("no_great_loss", env, crownStream.noninferiority(env), full.gate),
      ...((terms.floorBp[env] ?? 0) > 0 ? [crown("above_floor", env, crownStream.floor(env), full.gate)] : []),
      stop("futile", env, futilityStream.environment(env), futility),
      stop("harm", env, futilityStream.harm(env), harm),
    ]),
  ];
}

function withoutCoalition(evaluation: Evaluation): TestEvidence["withoutCoalition"] {
  const { electorate, latchesWithoutCoalition: latches } = evaluation;
  if (electorate === null || electorate.size < 2) return null;
  const all = [latches.superiority, latches.mean, ...latches.noninferiority, ...latches.floor];
  return { shown: all.filter(Boolean).length, of: all.length };
}
