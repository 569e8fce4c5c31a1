/** How many clauses have one, two and three literals that the planted assignment makes true. */
export interface TruthCounts {
  readonly one: number;
  readonly two: number;
  readonly three: number;
}

/**
 * Counts for which exactly half of all literals are true, so that signs betray nothing: with c3 = 0.073 m (planted
 * 3-SAT at q = 0.618, where the bias is zero), c2 = m/2 - 2 c3 and c1 = m/2 + c3.
 *
 * @param clauses an even number.
 */
export function truthCounts(clauses: number): TruthCounts {
  const three = Math.floor((73 * clauses + 500) / 1000);
  return { one: clauses / 2 + three, two: clauses / 2 - 2 * three, three };
}
