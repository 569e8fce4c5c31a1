import type { Random } from "../../../core/index.ts";
import type { ReadFormula } from "./read-clauses.ts";
import { SearchState, type Values } from "./search-state.ts";

/** Every value by a coin. */
export function randomValues(formula: ReadFormula, random: Random): Values {
  return Uint8Array.from({ length: formula.variables + 1 }, () => random.below(2));
}

/** The sign that each variable has more often; a coin where both are equal, as they are on every level. */
export function majorityValues(formula: ReadFormula, random: Random): Values {
  const sums = new Int32Array(formula.variables + 1);
  for (const literal of formula.clauses.flat()) {
    const variable = Math.abs(literal);
    sums[variable] = (sums[variable] as number) + Math.sign(literal);
  }
  return Uint8Array.from(sums, (sum) => (sum > 0 ? 1 : sum < 0 ? 0 : random.below(2)));
}

/**
 * WalkSAT (Selman, Kautz and Cohen, 1994) with noise one half: take an unsatisfied clause; flip a variable that breaks
 * nothing if there is one, else a random one or the one that breaks least.
 */
export function walk(formula: ReadFormula, start: Values, flips: number, random: Random): Values {
  const state = new SearchState(formula, start);
  for (let flip = 0; flip < flips && state.unsatisfied.length > 0; flip += 1) {
    const clause = state.clauses[random.pick(state.unsatisfied)] as readonly number[];
    let least = Infinity;
    let gentle: number[] = [];
    for (const literal of clause) {
      const variable = Math.abs(literal);
      const broken = state.breaks(variable);
      if (broken < least) {
        least = broken;
        gentle = [variable];
      } else if (broken === least) gentle.push(variable);
    }
    const atRandom = least > 0 && random.below(2) === 0;
    state.flip(atRandom ? Math.abs(random.pick(clause)) : random.pick(gentle));
  }
  return state.values;
}
