import type { Input } from "../grammar/rule.ts";
import type { Call, CallValue } from "../induce-secret.ts";

const BEFORE_A = 96;

/** The input of a call, as numbers. */
export function inputOf({ arguments: [first, second] }: Pick<Call, "arguments">): Input {
  return {
    xs: numbersOf(first ?? []),
    ys: typeof second === "object" ? second : [],
    k: typeof second === "number" ? second : 0,
  };
}

/** A value as numbers: the letters of a word are 1 to 26, a number is a list of one. */
export function numbersOf(value: CallValue): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "string" ? Array.from(value, (letter) => letter.charCodeAt(0) - BEFORE_A) : value;
}
