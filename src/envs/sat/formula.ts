import type { Random } from "../../core/index.ts";

/** A formula in conjunctive normal form, all clauses of one size. */
export interface Formula {
  /** Variables are 1..variables. */
  readonly variables: number;
  readonly clauseSize: number;
  /** Literals of all clauses, one clause after the other: v for "variable v is true", -v for "variable v is false". */
  readonly literals: readonly number[];
}

/** A formula with an assignment that satisfies it. */
export interface PlantedFormula extends Formula {
  /** Literal v or -v of every variable, in order. Any other satisfying assignment is as good. */
  readonly planted: readonly number[];
}

/** A literal for every variable, its sign by a coin. */
export function plantAssignment(variables: number, random: Random): number[] {
  const planted: number[] = [];
  for (let variable = 1; variable <= variables; variable += 1)
    planted.push(random.below(2) === 1 ? variable : -variable);
  return planted;
}

/**
 * How many clauses an assignment leaves unsatisfied.
 *
 * @param values value of variable v at index v, 1 for true and 0 for false.
 */
export function countUnsatisfied(formula: Formula, values: ArrayLike<number>): number {
  const { literals, clauseSize } = formula;
  let unsatisfied = 0;
  for (let start = 0; start < literals.length; start += clauseSize) {
    let position = start;
    const end = start + clauseSize;
    while (position < end && !holds(literals[position] as number, values)) position += 1;
    if (position === end) unsatisfied += 1;
  }
  return unsatisfied;
}

function holds(literal: number, values: ArrayLike<number>): boolean {
  return literal > 0 ? values[literal] === 1 : values[-literal] === 0;
}
