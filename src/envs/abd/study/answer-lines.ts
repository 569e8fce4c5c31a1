import type { AnswerLine } from "../../answer-line.ts";
import { ALPHABET_SIZE, writeInput, type Domain, type ProgramInput } from "../domain.ts";

/** The lines of an input and the bits each of them has. */
export function answerLines(domain: Domain, input: ProgramInput): AnswerLine[] {
  const bits = [
    bitsOf(domain.largest + 1, domain.count),
    bitsOf(ALPHABET_SIZE, domain.letters),
    bitsOf(domain.largestKey, 1),
  ];
  return writeInput(input)
    .split("\n")
    .map((text, line) => ({ text, bits: bits[line] as number }));
}

/** Whole bits of `count` choices out of `values`. */
function bitsOf(values: number, count: number): number {
  return Math.floor(Math.log2(values) * count);
}
