/** What dominance looks at; arrays are per environment in the same order. */
export interface Standing {
  readonly firstBlock: number;
  readonly n: readonly number[];
  readonly accuracy: readonly number[];
}

/** Rule 4: the difference that counts as one in an environment, a double. */
export function threshold(accuracyA: number, nA: number, accuracyB: number, nB: number): number {
  const varianceA = (accuracyA * (1 - accuracyA)) / Math.max(nA, 1);
  const varianceB = (accuracyB * (1 - accuracyB)) / Math.max(nB, 1);
  return Math.max(0.01, 1.645 * Math.sqrt(varianceA + varianceB));
}

/** Rule 5: a is nowhere worse and somewhere better than b, or as good everywhere and earlier. */
export function dominates(a: Standing, b: Standing): boolean {
  let nowhereWorse = true;
  let somewhereBetter = false;
  let sameEverywhere = true;
  for (const [env, accuracyA] of a.accuracy.entries()) {
    const accuracyB = b.accuracy[env] ?? 0;
    const margin = threshold(accuracyA, a.n[env] ?? 0, accuracyB, b.n[env] ?? 0);
    if (accuracyA < accuracyB - margin) nowhereWorse = false;
    if (accuracyA >= accuracyB + margin) somewhereBetter = true;
    if (Math.abs(accuracyA - accuracyB) > margin) sameEverywhere = false;
  }
  return (nowhereWorse && somewhereBetter) || (sameEverywhere && a.firstBlock < b.firstBlock);
}
