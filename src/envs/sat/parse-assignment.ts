import { AnswerScanner } from "./answer-scanner.ts";

/** Why an answer is no assignment. */
export type AssignmentFailure =
  | "claimed_unsatisfiable"
  | "bad_token"
  | "bad_value"
  | "unknown_variable"
  | "repeated_variable"
  | "text_after_end"
  | "missing_variables";

export type Assignment =
  { readonly valid: true; readonly values: Int8Array } | { readonly valid: false; readonly reason: AssignmentFailure };

const UNSET = -1;
const MINUS = 45;
const LOWER_X = 120;
const UPPER_X = 88;
const REFUSALS = ["unsat", "unsatisfiable"];

/**
 * Reads an assignment: literals `1 -2 3`, or `x1=True, x2=0`, also mixed. Separators are blanks, newlines, commas and
 * semicolons; a final 0 is allowed; every variable must be there exactly once.
 *
 * @returns values at index v: 1 true, 0 false (index 0 unused), or the first thing that is wrong.
 */
export function parseAssignment(answer: string, variables: number): Assignment {
  const scanner = new AnswerScanner(answer);
  const values = new Int8Array(variables + 1).fill(UNSET);
  let assigned = 0;
  while (scanner.reachesToken()) {
    const negative = scanner.take(MINUS);
    const named = !negative && (scanner.take(LOWER_X) || scanner.take(UPPER_X));
    const variable = scanner.takeInteger();
    if (variable === null) return fail(isRefusal(answer) ? "claimed_unsatisfiable" : "bad_token");
    if (variable === 0 && !negative && !named) {
      if (scanner.reachesToken()) return fail("text_after_end");
      break;
    }
    let value = negative ? 0 : 1;
    if (named) {
      const told = scanner.takeEqualSign() ? scanner.takeTruthValue() : null;
      if (told === null) return fail("bad_value");
      value = told;
    }
    if (!scanner.atSeparator()) return fail("bad_token");
    if (variable < 1 || variable > variables) return fail("unknown_variable");
    if (values[variable] !== UNSET) return fail("repeated_variable");
    values[variable] = value;
    assigned += 1;
  }
  return assigned === variables ? { valid: true, values } : fail("missing_variables");
}

function fail(reason: AssignmentFailure): Assignment {
  return { valid: false, reason };
}

function isRefusal(answer: string): boolean {
  return answer.length < 64 && REFUSALS.includes(answer.trim().toLowerCase());
}
