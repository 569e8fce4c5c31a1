import type { ReadFormula } from "./read-clauses.ts";

/** The formulas that share no variable with each other, in the order of their first clauses; numbers stay as they are. */
export function independentParts({ variables, clauses }: ReadFormula): ReadFormula[] {
  const leader = Int32Array.from({ length: variables + 1 }, (_, variable) => variable);
  const find = (variable: number): number => {
    let at = variable;
    while (leader[at] !== at) at = leader[at] as number;
    return at;
  };
  for (const clause of clauses) {
    const first = find(Math.abs(clause[0] as number));
    for (const literal of clause) leader[find(Math.abs(literal))] = first;
  }
  const parts = new Map<number, (readonly number[])[]>();
  for (const clause of clauses) {
    const root = find(Math.abs(clause[0] as number));
    parts.set(root, [...(parts.get(root) ?? []), clause]);
  }
  return Array.from(parts.values(), (own) => ({ variables, clauses: own }));
}
