import type { Input, InputKind, OutputKind } from "../grammar/rule.ts";
import type { Call, CallValue } from "../induce-secret.ts";

const BEFORE_A = 96;

/** A call as JSON has it: letters become words, a list of one a number. */
export function callOf(
  name: string,
  { input, output }: { readonly input: InputKind; readonly output: OutputKind },
  given: Input,
  result: readonly number[],
): Call {
  return { function: name, arguments: argumentsOf(input, given), result: resultOf(output, result) };
}

function argumentsOf(kind: InputKind, { xs, ys, k }: Input): readonly CallValue[] {
  switch (kind) {
    case "list":
      return [xs];
    case "key":
      return [xs, k];
    case "lists":
      return [xs, ys];
    case "word":
      return [spelt(xs)];
  }
}

function resultOf(kind: OutputKind, result: readonly number[]): CallValue {
  if (kind === "list") return result;
  return kind === "word" ? spelt(result) : (result[0] as number);
}

function spelt(letters: readonly number[]): string {
  return letters.map((letter) => String.fromCharCode(BEFORE_A + letter)).join("");
}
