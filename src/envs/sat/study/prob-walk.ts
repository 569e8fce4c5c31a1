import type { Random } from "../../../core/index.ts";
import type { ReadFormula } from "./read-clauses.ts";
import { SearchState, type Values } from "./search-state.ts";

const SCALE = 1_000_000;
/** On levels a literal stands in six clauses at most; in custom questions in more, and those who break most are alike. */
const MOST_BROKEN = 32;
/** (0.9 + broken clauses)^-2.06, which its authors give for 3-SAT, in whole numbers. */
const WEIGHTS: readonly number[] = Array.from({ length: MOST_BROKEN + 1 }, (_, broken) =>
  Math.max(1, Math.round(SCALE * (0.9 + broken) ** -2.06)),
);

export interface ProbWalk {
  readonly values: Values;
  readonly flips: number;
}

/**
 * ProbSAT (Balint and Schöning, 2012): take an unsatisfied clause and flip one of its variables, by chances that fall
 * with the number of clauses it would break. Stops after `maxFlips`.
 */
export function probWalk(formula: ReadFormula, start: Values, maxFlips: number, random: Random): ProbWalk {
  const state = new SearchState(formula, start);
  let flips = 0;
  for (; flips < maxFlips && state.unsatisfied.length > 0; flips += 1) {
    const clause = state.clauses[random.pick(state.unsatisfied)] as readonly number[];
    const weights = clause.map((literal) => weightOf(state.breaks(Math.abs(literal))));
    let left = random.below(weights.reduce((sum, weight) => sum + weight, 0));
    let place = 0;
    while (left >= (weights[place] as number)) left -= weights[place++] as number;
    state.flip(Math.abs(clause[place] as number));
  }
  return { values: state.values, flips };
}

function weightOf(broken: number): number {
  return WEIGHTS[Math.min(broken, MOST_BROKEN)] as number;
}
