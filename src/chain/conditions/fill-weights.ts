import type { WeightVector } from "../chain.ts";

/** Share of a uid that is named only because the chain wants more of them: the smallest that there is. */
export const FILLER_SHARE = 1;

/**
 * A vector with as many uids as the subnet wants (`min_allowed_weights`; where there are fewer neurons, all of them): the
 * lowest uids that it does not name get a share of 1 in 65535 each. Which ones follows from the vector and that number
 * alone, so all validators set the same weights, and whoever verifies them can tell
 * (docs/decisions/0085-fillers-for-min-allowed-weights.md). A pure function.
 *
 * @param neurons how many uids there are
 */
export function fillWeights(
  weights: WeightVector,
  { minAllowedWeights, neurons }: { minAllowedWeights: number; neurons: number },
): WeightVector {
  const wanted = Math.min(minAllowedWeights, neurons);
  if (weights.size === 0 || weights.size >= wanted) return weights;
  const filled = new Map(weights);
  for (let uid = 0; uid < neurons && filled.size < wanted; uid += 1) {
    if (!filled.has(uid)) filled.set(uid, FILLER_SHARE);
  }
  return filled;
}

/** Whether weights on chain are those that were decided, with fillers or without. */
export function isFilledFrom(decided: WeightVector, shown: WeightVector): boolean {
  const highest = Math.max(-1, ...shown.keys());
  const filled = fillWeights(decided, { minAllowedWeights: shown.size, neurons: highest + 1 });
  return filled.size === shown.size && [...filled].every(([uid, share]) => shown.get(uid) === share);
}
