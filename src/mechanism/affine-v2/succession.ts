import { lowerBoundBp } from "./anytime-interval.ts";
import { V2_CONSTANTS } from "./constants.ts";
import type { Entry } from "./contender.ts";

/**
 * Who follows when a champion is gone: of the open challengers with enough rounds against it the one whose mean gain has
 * the highest lower bound, the earliest of equals; `null` when there is none. Nothing was proven by it.
 *
 * @param entries in order of commitment
 */
export function successor(entries: readonly Entry[]): Entry | null {
  let best: { entry: Entry; bound: number } | null = null;
  for (const entry of entries) {
    if (!(entry.isOpen || entry.isCandidate) || entry.rounds < V2_CONSTANTS.successionRounds) continue;
    const bound = gainBoundBp(entry);
    if (bound !== null && (best === null || bound > best.bound)) best = { entry, bound };
  }
  return best?.entry ?? null;
}

/** Lower 95% bound of the mean gain in a test, basis points, from its rounds alone; `null` for a qualification. */
export function gainBoundBp({ trial }: Entry): number | null {
  if (trial?.kind !== "test") return null;
  const { environments, questions } = trial.test.terms;
  const counts = trial.test.evaluation.intervals[0]?.counts ?? [];
  const level = 2 * V2_CONSTANTS.intervalLevel;
  return lowerBoundBp(counts, { scores: environments * questions, leastBp: -10_000, level });
}

/** Of those who qualified, the one whose scores have the highest lower bound; the earliest of equals. */
export function bestQualified(entries: readonly Entry[]): Entry | undefined {
  let best: { entry: Entry; bound: number } | undefined;
  for (const entry of entries) {
    if (!entry.isQualified || entry.trial?.kind !== "qualification") continue;
    const bound = entry.trial.test.boundBp;
    if (best === undefined || bound > best.bound) best = { entry, bound };
  }
  return best?.entry;
}
