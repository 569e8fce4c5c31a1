/** A formula as a solver reads it out of a prompt. */
export interface ReadFormula {
  readonly variables: number;
  readonly clauses: readonly (readonly number[])[];
}

/**
 * The clauses of a SAT prompt. Our own text, never a model's: lines that start with a digit or a minus sign.
 */
export function readClauses(prompt: string): ReadFormula {
  const clauses = prompt
    .split("\n")
    .filter((line) => /^-?\d/.test(line))
    .map((line) => line.split(" ").map(Number));
  const variables = clauses.flat().reduce((largest, literal) => Math.max(largest, Math.abs(literal)), 0);
  return { variables, clauses };
}
