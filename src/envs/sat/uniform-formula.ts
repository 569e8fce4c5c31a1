import type { Random } from "../../core/index.ts";
import { plantAssignment, type PlantedFormula } from "./formula.ts";

/** A planted formula in the original's terms. */
export interface UniformShape {
  readonly variables: number;
  readonly clauseSize: number;
  readonly clauses: number;
}

/**
 * Planted k-SAT without balance: each clause takes different variables and any signs but those that the planted
 * assignment makes all false. For study only: the signs betray the solution (the majority sign is right in most
 * clauses). A clause may occur twice.
 */
export function uniformFormula(shape: UniformShape, random: Random): PlantedFormula {
  const { variables, clauseSize, clauses } = shape;
  const planted = plantAssignment(variables, random);
  const literals = new Array<number>(clauses * clauseSize).fill(0);
  for (let clause = 0; clause < clauses; clause += 1) {
    const chosen = random.sample(variables, clauseSize);
    // Bit i set: literal i agrees with the planted assignment. 0 would be a false clause.
    const agreement = random.between(1, 2 ** clauseSize - 1);
    for (let place = 0; place < clauseSize; place += 1) {
      const value = planted[chosen[place] as number] as number;
      literals[clause * clauseSize + place] = ((agreement >> place) & 1) === 1 ? value : -value;
    }
  }
  return { variables, clauseSize, literals, planted };
}
