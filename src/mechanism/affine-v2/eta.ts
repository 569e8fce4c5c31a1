import { kinds, need } from "../../core/index.ts";
import { Evaluation } from "./evaluation.ts";
import { thresholdsFor } from "./latches.ts";
import { crownStream, largest } from "./streams.ts";

/** Rounds until a crown, if wealth goes on growing as it did; the range holds the middle nine tenths or so. */
export interface RoundsLeft {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** After so many rounds the pace is known. */
export const PACE_ROUNDS = 1000;
/** Sooner where all that is needed has gone so much of its way: one part in four. */
const PACE_PART = 4;

/**
 * Estimate of the rounds that a challenger still needs: wealth grows about linearly, so a stream with sum s after n
 * rounds reaches t at n·t/s. Of the streams of superiority the first counts, of the gates the last. `null` when a stream
 * it needs does not grow, and before 1,000 rounds also when one has gone less than a quarter of its way. For people;
 * decides nothing.
 */
export function roundsLeft(evaluation: Evaluation): RoundsLeft | null {
  need(kinds.made(Evaluation), evaluation, "roundsLeft", "the evaluation of a ChallengeTest");
  const { rounds, latches, terms, crown } = evaluation;
  const { full } = thresholdsFor(terms, evaluation.choices);
  const reachedAt = (stream: number, goal: number): number => {
    const sum = largest(crown, stream);
    return sum > 0 ? Math.ceil((rounds * goal) / sum) : Infinity;
  };
  const superiority = Math.min(
    reachedAt(crownStream.superiorityMean, full.superiorityMean),
    ...terms.deltaBp.map((_, env) => reachedAt(crownStream.superiority(env), full.superiority)),
  );
  const needed = [
    latches.superiority ? 0 : superiority,
    latches.mean ? 0 : reachedAt(crownStream.mean, full.gate),
    ...latches.noninferiority.map((shown, env) => (shown ? 0 : reachedAt(crownStream.noninferiority(env), full.gate))),
    ...latches.floor.map((shown, env) => (shown ? 0 : reachedAt(crownStream.floor(env), full.gate))),
  ];
  const end = Math.max(...needed);
  if (end > rounds * PACE_PART && rounds < PACE_ROUNDS) return null;
  const left = Math.max(0, end - rounds);
  if (!Number.isFinite(left)) return null;
  return { low: Math.floor((left * 3) / 10), middle: left, high: Math.ceil((left * 22) / 10) };
}
