import { lowerBoundBp } from "./anytime-interval.ts";
import { V2_CONSTANTS } from "./constants.ts";
import type { Entry } from "./contender.ts";

/** Lower 95% bound of the mean gain at crowning, basis points; a bound below 0 pays nothing, nor does a first crown. */
export function leastGainBp({ trial }: Entry): number {
  if (trial?.kind !== "test") return 0;
  const { environments, questions } = trial.test.terms;
  const counts = trial.test.evaluation.intervals[0]?.counts ?? [];
  const level = 2 * V2_CONSTANTS.intervalLevel;
  return Math.max(0, lowerBoundBp(counts, { scores: environments * questions, leastBp: -10_000, level }));
}
