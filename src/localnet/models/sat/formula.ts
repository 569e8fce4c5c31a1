/** Clauses over variables 1..variableCount: 3 means that variable 3 is true, -3 that it is false. */
export interface Formula {
  readonly variableCount: number;
  readonly clauses: readonly (readonly number[])[];
}

/** One value a variable: `assignment[v - 1]` is 1 when variable v is true, else 0. */
export type Assignment = Uint8Array;

/** True when the assignment makes the literal true. */
export function holds(assignment: Assignment, literal: number): boolean {
  return (assignment[Math.abs(literal) - 1] === 1) === literal > 0;
}

/** How many clauses the assignment leaves false. */
export function brokenClauses(formula: Formula, assignment: Assignment): number {
  return formula.clauses.filter((clause) => !clause.some((literal) => holds(assignment, literal))).length;
}
