/** A level: `batch` independent formulas of `variables` variables and `clauses` clauses each, all to be satisfied. */
export interface SatLevel {
  readonly level: number;
  readonly variables: number;
  readonly batch: number;
  readonly clauses: number;
}

/**
 * The ladder, by the assignments that a DPLL search by hand makes: about 7, 10, 30, 70, 130, 300, 900, 2,400, 4,500 and
 * 8,000. Every variable occurs 10 or 12 times, about 40% of them 12 times; `clauses` follows from that:
 * 3 · clauses = 10 · variables + 2 · (variables with 12), rounded to an even number.
 *
 * One formula is a matter of luck: a search solves 5 to 10% of them within a tenth of its usual steps. Being lucky twice
 * is rare, so all scored levels ask several. Larger single formulas fall to ProbSAT, whose flips grow slower than
 * DPLL's assignments; from about 85 variables on it is the faster of the two.
 */
export const SAT_LEVELS: readonly SatLevel[] = [
  { level: 1, variables: 4, batch: 1, clauses: 14 },
  { level: 2, variables: 6, batch: 1, clauses: 22 },
  { level: 3, variables: 8, batch: 2, clauses: 28 },
  { level: 4, variables: 16, batch: 2, clauses: 58 },
  { level: 5, variables: 16, batch: 4, clauses: 58 },
  { level: 6, variables: 36, batch: 2, clauses: 130 },
  { level: 7, variables: 50, batch: 2, clauses: 180 },
  { level: 8, variables: 65, batch: 2, clauses: 234 },
  { level: 9, variables: 75, batch: 2, clauses: 270 },
  { level: 10, variables: 85, batch: 2, clauses: 306 },
];

/** Levels that may decide emission: a guess or a few flips solve too many questions of those below. */
export const SAT_SCORED_LEVELS: readonly number[] = [5, 6, 7, 8, 9, 10];

/** The lowest scored level, whose search fits into the 16,384 tokens that a contest gives. */
export const SAT_DEFAULT_LEVEL = 5;
