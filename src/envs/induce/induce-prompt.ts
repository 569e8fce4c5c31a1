import { BOUNDS } from "./draft/draw-input.ts";
import type { InputKind, OutputKind, Rule } from "./grammar/rule.ts";
import { PARAMETERS } from "./grammar/write-python.ts";
import type { Call, CallValue } from "./induce-secret.ts";

const ELEMENTS = `${BOUNDS.longest} integers from ${BOUNDS.least} to ${BOUNDS.greatest}`;
const TAKES: Readonly<Record<InputKind, string>> = {
  list: `a list xs of 1 to ${ELEMENTS}`,
  key: `a list xs of 1 to ${ELEMENTS} and an integer k from ${BOUNDS.leastKey} to ${BOUNDS.greatestKey}`,
  lists: `two lists xs and ys of the same length, each of 1 to ${ELEMENTS}`,
  word: `a word w of 1 to ${BOUNDS.longest} lower-case letters`,
};
const RETURNS: Readonly<Record<OutputKind, string>> = {
  list: "a list of integers",
  number: "an integer",
  word: "a text of lower-case letters",
};

const NUMBERS = ["no", "one", "two"];

/** The question in words: what is the same for all questions, and calls with their results. */
export function inducePrompt(functions: readonly { readonly rule: Rule; readonly shown: readonly Call[] }[]): string {
  const isOne = functions.length === 1;
  const names = functions.map(({ shown }) => shown[0]?.function ?? "").join(" and ");
  return `Find the ${isOne ? "rule of a Python function" : `rules of ${NUMBERS[functions.length]} Python functions`} from calls and their results.

${functions.map(described).join("\n\n")}

Rules are built of a few simple steps: putting elements in another order, repeating, dropping or selecting them, arithmetic with small numbers on elements and their positions, neighbours, running values, and choices by conditions; the letters of a word count as a=1 to z=26.

Write ${names} as ${isOne ? "a Python 3 function" : "Python 3 functions"} in one fenced code block tagged python; only the last such block counts. ${isOne ? "It is" : "They are"} called with hidden arguments of the same form, one call after the other, and the answer is right only if all results are. ${isOne ? "It" : "They"} must not read standard input; what ${isOne ? "it prints" : "they print"} is ignored. Only the standard library may be used.`;
}

function described({ rule, shown }: { readonly rule: Rule; readonly shown: readonly Call[] }): string {
  const name = shown[0]?.function ?? "";
  const form = `${name}(${PARAMETERS[rule.input]}) takes ${TAKES[rule.input]} and returns ${RETURNS[rule.output]}.`;
  return `${form}\n${shown.map(shownCall).join("\n")}`;
}

/** `f([3, -1], 2) == [5]`. */
function shownCall(call: Call): string {
  return `${call.function}(${shownArguments(call)}) == ${shownValue(call.result)}`;
}

/** `[3, -1], 2` */
export function shownArguments({ arguments: given }: Call): string {
  return given.map(shownValue).join(", ");
}

/** A value as Python writes it. */
export function shownValue(value: CallValue): string {
  return typeof value === "object" ? `[${value.join(", ")}]` : JSON.stringify(value);
}
