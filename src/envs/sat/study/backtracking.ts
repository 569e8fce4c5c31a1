import { PartialAssignment } from "./partial-assignment.ts";
import type { ReadFormula } from "./read-clauses.ts";
import type { Values } from "./search-state.ts";

/** Unit propagation and the heaviest literal, never taking anything back. Gives up at the first contradiction. */
export function propagateGreedily(formula: ReadFormula): Values {
  const partial = new PartialAssignment(formula);
  for (let literal = partial.branch(); literal !== null; literal = partial.branch()) {
    if (!partial.assume(literal)) break;
  }
  return partial.values();
}

export interface SearchResult {
  /** `null` when the limit was reached or no assignment exists. */
  readonly values: Values | null;
  /** Dead ends that were met. */
  readonly conflicts: number;
  /** Values that were given, by choice or by unit propagation. */
  readonly assignments: number;
}

/** A choice that was made and whether its other side is still open. */
interface Choice {
  readonly mark: number;
  readonly literal: number;
  bothTried: boolean;
}

/** DPLL (Davis, Logemann and Loveland, 1962), stopped after `maxConflicts`. */
export function dpll(formula: ReadFormula, maxConflicts: number): SearchResult {
  const partial = new PartialAssignment(formula);
  const choices: Choice[] = [];
  let conflicts = 0;
  let literal = partial.branch();
  while (literal !== null) {
    choices.push({ mark: partial.mark, literal, bothTried: false });
    let consistent = partial.assume(literal);
    while (!consistent) {
      conflicts += 1;
      if (conflicts > maxConflicts) return { values: null, conflicts, assignments: partial.assigned };
      let last = choices.at(-1);
      while (last?.bothTried === true) {
        choices.pop();
        last = choices.at(-1);
      }
      if (last === undefined) return { values: null, conflicts, assignments: partial.assigned };
      partial.undo(last.mark);
      last.bothTried = true;
      consistent = partial.assume(-last.literal);
    }
    literal = partial.branch();
  }
  return { values: partial.values(), conflicts, assignments: partial.assigned };
}
