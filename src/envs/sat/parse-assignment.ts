import { AnswerScanner } from "./answer-scanner.ts";
import { assignmentText, UNSATISFIABLE } from "./assignment-text.ts";

/** Why an answer is no assignment. */
export type AssignmentFailure =
  | "claimed_unsatisfiable"
  | "bad_token"
  | "bad_value"
  | "unknown_variable"
  | "repeated_variable"
  | "mixed_forms"
  | "text_after_end"
  | "missing_variables";

export type Assignment =
  { readonly valid: true; readonly values: Int8Array } | { readonly valid: false; readonly reason: AssignmentFailure };

const UNSET = -1;
const MINUS = 45;
const PLUS = 43;
const REFUSALS = [UNSATISFIABLE, "unsatisfiable"];

const WORDS_IN_BRACKETS = /^[[(]\s*((?:true|false)(?:\s{0,8},\s{0,8}(?:true|false))*)\s*,?\s*[\])]$/i;

/**
 * Reads an assignment as a person would: literals `1 -2 +3` or `x1 -x2`, `x1 ∧ ¬x2`, pairs `x1=True`, `x2: 0`, `"x3": false`, or
 * pairs and literals with signs, in lists with brackets, bullets or numbers, in a fence or a table. Separators are blanks, newlines, commas and
 * semicolons; a final 0 is allowed; every variable must be there exactly once, so that no answer has two meanings.
 *
 * @returns values at index v: 1 true, 0 false (index 0 unused), or the first thing that is wrong.
 */
export function parseAssignment(answer: string, variables: number): Assignment {
  const text = inTurn(assignmentText(answer), variables);
  if (REFUSALS.includes(text.slice(0, 64).toLowerCase())) return fail("claimed_unsatisfiable");
  if (text === "" || !bracketsFit(text)) return fail(text === "" ? "missing_variables" : "bad_token");
  const scanner = new AnswerScanner(text);
  const values = new Int8Array(variables + 1).fill(UNSET);
  let assigned = 0;
  let [hasPairs, hasBare] = [false, false];
  while (scanner.reachesToken()) {
    const quote = scanner.takeQuote();
    const negative = scanner.takeNegation() || scanner.take(MINUS);
    const signed = negative || scanner.take(PLUS);
    const named = scanner.takeName();
    const variable = scanner.takeVariable(named);
    if (variable === null) return fail("bad_token");
    if (quote !== null && !scanner.take(quote)) return fail("bad_token");
    const told = scanner.takeValue(signed || !(named || quote !== null));
    if (told === "bad") return fail("bad_value");
    // `-x2 = false`: that 2 is false, or that it is false that 2 is.
    if (told !== null && signed) return fail("bad_token");
    if (!scanner.atSeparator()) return fail("bad_token");
    if (variable === 0 && !signed && !named && told === null) {
      if (scanner.reachesToken()) return fail("text_after_end");
      break;
    }
    if (variable < 1 || variable > variables) return fail("unknown_variable");
    if (values[variable] !== UNSET) return fail("repeated_variable");
    // `x1, x2 = false` says of x1 that it is false, too, or that it is true.
    if (told !== null) hasPairs = true;
    else if (!signed) hasBare = true;
    if (hasPairs && hasBare) return fail("mixed_forms");
    values[variable] = told ?? (negative ? 0 : 1);
    assigned += 1;
  }
  return assigned === variables ? { valid: true, values } : fail("missing_variables");
}

/** `[False, True]` as pairs, in brackets and exactly as many as there are variables. */
function inTurn(text: string, variables: number): string {
  const list = WORDS_IN_BRACKETS.exec(text)?.[1];
  const words = list?.split(",").map((word) => word.trim()) ?? [];
  return words.length === variables && list !== undefined
    ? words.map((word, at) => `${at + 1}=${word}`).join("\n")
    : text;
}

function fail(reason: AssignmentFailure): Assignment {
  return { valid: false, reason };
}

/** Every bracket is closed by its own kind, in order. What is inside is a list all the same. */
function bracketsFit(text: string): boolean {
  const open: string[] = [];
  for (const [character] of text.matchAll(/[[\](){}]/g)) {
    if ("[({".includes(character)) open.push(character);
    else if (!["[]", "()", "{}"].includes(`${open.pop() ?? ""}${character}`)) return false;
  }
  return open.length === 0;
}
