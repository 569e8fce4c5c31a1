import type { Assignment, Formula } from "./formula.ts";

/** A piece of a formula that shares no variable with the rest. */
export interface Part {
  readonly formula: Formula;
  /** `variables[v - 1]` is the whole formula's number of the part's variable v. */
  readonly variables: readonly number[];
}

/** Takes a formula apart; variables that occur nowhere belong to no part. */
export function independentParts(formula: Formula): Part[] {
  const parent = Int32Array.from({ length: formula.variableCount + 1 }, (_, variable) => variable);
  const rootOf = (variable: number): number => {
    let root = variable;
    while (parent[root] !== root) root = parent[root] = parent[parent[root] ?? 0] ?? 0;
    return root;
  };
  for (const clause of formula.clauses) {
    for (const literal of clause) parent[rootOf(Math.abs(literal))] = rootOf(Math.abs(clause[0] ?? 0));
  }
  const clausesByRoot = new Map<number, (readonly number[])[]>();
  for (const clause of formula.clauses) {
    const root = rootOf(Math.abs(clause[0] ?? 0));
    const group = clausesByRoot.get(root);
    if (group === undefined) clausesByRoot.set(root, [clause]);
    else group.push(clause);
  }
  return [...clausesByRoot.values()].map(renumber);
}

function renumber(clauses: readonly (readonly number[])[]): Part {
  const variables = [...new Set(clauses.flat().map(Math.abs))].sort((a, b) => a - b);
  const numbers = new Map(variables.map((variable, index) => [variable, index + 1]));
  const renamed = clauses.map((clause) =>
    clause.map((literal) => Math.sign(literal) * (numbers.get(Math.abs(literal)) ?? 0)),
  );
  return { formula: { variableCount: variables.length, clauses: renamed }, variables };
}

/** Writes the values of a part into the assignment of the whole. */
export function writePart(whole: Assignment, part: Part, values: Assignment): void {
  for (const [index, variable] of part.variables.entries()) whole[variable - 1] = values[index] ?? 0;
}
