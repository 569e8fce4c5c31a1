/** What dominance looks at; arrays are per environment in the same order. */
export interface Standing {
  readonly firstBlock: number;
  readonly accuracy: readonly number[];
  /** Of the mean: accuracy · (1 − accuracy) / max(n, 1). */
  readonly variance: readonly number[];
  /** Members of the pool that it dominates. */
  dominated: number;
}

/** Rule 4: the difference that counts as one in an environment, a double. */
export function threshold(varianceA: number, varianceB: number): number {
  return Math.max(0.01, 1.645 * Math.sqrt(varianceA + varianceB));
}

/**
 * Rule 5 for every pair of a pool: a dominates b when it is nowhere worse and somewhere better, or as good everywhere and
 * earlier. Both directions at once, since they share their thresholds.
 */
export function countDominated(pool: readonly Standing[]): void {
  for (let i = 0; i < pool.length; i += 1) {
    const a = pool[i] as Standing;
    for (let j = i + 1; j < pool.length; j += 1) compare(a, pool[j] as Standing);
  }
}

function compare(a: Standing, b: Standing): void {
  let aNowhereWorse = true;
  let bNowhereWorse = true;
  let aSomewhereBetter = false;
  let bSomewhereBetter = false;
  let sameEverywhere = true;
  for (let env = 0; env < a.accuracy.length; env += 1) {
    const accuracyA = a.accuracy[env] as number;
    const accuracyB = b.accuracy[env] as number;
    const margin = threshold(a.variance[env] as number, b.variance[env] as number);
    if (accuracyA < accuracyB - margin) aNowhereWorse = false;
    if (accuracyB < accuracyA - margin) bNowhereWorse = false;
    if (accuracyA >= accuracyB + margin) aSomewhereBetter = true;
    if (accuracyB >= accuracyA + margin) bSomewhereBetter = true;
    if (Math.abs(accuracyA - accuracyB) > margin) sameEverywhere = false;
  }
  if ((aNowhereWorse && aSomewhereBetter) || (sameEverywhere && a.firstBlock < b.firstBlock)) a.dominated += 1;
  if ((bNowhereWorse && bSomewhereBetter) || (sameEverywhere && b.firstBlock < a.firstBlock)) b.dominated += 1;
}
