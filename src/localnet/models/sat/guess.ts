import type { FastRandom } from "../fast-random.ts";
import type { Assignment, Formula } from "./formula.ts";

/** Every variable by the toss of a coin. */
export function guessAtRandom(formula: Formula, random: FastRandom): Assignment {
  return Uint8Array.from({ length: formula.variableCount }, () => random.below(2));
}

/** Every variable by the sign in which it occurs more often; a coin where both are equally frequent. */
export function guessByMajority(formula: Formula, random: FastRandom): Assignment {
  const balance = new Int32Array(formula.variableCount);
  for (const clause of formula.clauses) {
    for (const literal of clause) {
      const variable = Math.abs(literal) - 1;
      balance[variable] = (balance[variable] ?? 0) + Math.sign(literal);
    }
  }
  return Uint8Array.from(balance, (sum) => (sum === 0 ? random.below(2) : sum > 0 ? 1 : 0));
}
