import type { Input, InputKind, OutputKind } from "../grammar/rule.ts";
import { FUNCTION_NAMES } from "../induce-levels.ts";
import type { CallValue } from "../induce-secret.ts";
import type { Calls } from "../space/calls.ts";
import { inputOf, numbersOf } from "./input-of.ts";

const CALL = /^([fg])\((.*)\) == (.*)$/;

/** The calls that a prompt shows, function by function, as anybody could read them. */
export function readCalls(prompt: string): Calls[] {
  return FUNCTION_NAMES.flatMap((name) => {
    const lines = prompt.split("\n").flatMap((line) => {
      const [, called, given, result] = CALL.exec(line) ?? [];
      return called === name && given !== undefined && result !== undefined ? [{ given, result }] : [];
    });
    return lines.length === 0 ? [] : [callsIn(lines)];
  });
}

function callsIn(lines: readonly { readonly given: string; readonly result: string }[]): Calls {
  const inputs: Input[] = [];
  const results: (readonly number[])[] = [];
  let [input, output]: [InputKind, OutputKind] = ["list", "list"];
  for (const { given, result } of lines) {
    const [first, second] = JSON.parse(`[${given}]`) as [CallValue, CallValue?];
    const returned = JSON.parse(result) as CallValue;
    input = inputKind(first, second);
    output = typeof returned === "string" ? "word" : typeof returned === "number" ? "number" : "list";
    inputs.push(inputOf({ arguments: second === undefined ? [first] : [first, second] }));
    results.push(numbersOf(returned));
  }
  return { input, output, inputs, results };
}

function inputKind(first: CallValue, second: CallValue | undefined): InputKind {
  if (typeof first === "string") return "word";
  if (second === undefined) return "list";
  return typeof second === "number" ? "key" : "lists";
}
