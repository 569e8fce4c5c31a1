/** A level: `batch` independent formulas of `variables` variables and `clauses` clauses each, all to be satisfied. */
export interface SatLevel {
  readonly level: number;
  readonly variables: number;
  readonly batch: number;
  readonly clauses: number;
}

/**
 * The ladder. Every variable occurs 10 or 12 times, about 40% of them 12 times; `clauses` follows from that:
 * 3 · clauses = 10 · variables + 2 · (variables with 12), rounded so that 6 divides it.
 */
export const SAT_LEVELS: readonly SatLevel[] = [
  { level: 1, variables: 16, batch: 4, clauses: 58 },
  { level: 2, variables: 24, batch: 3, clauses: 88 },
  { level: 3, variables: 36, batch: 2, clauses: 130 },
  { level: 4, variables: 50, batch: 2, clauses: 180 },
  { level: 5, variables: 75, batch: 1, clauses: 270 },
  { level: 6, variables: 100, batch: 1, clauses: 360 },
  { level: 7, variables: 150, batch: 1, clauses: 540 },
];
