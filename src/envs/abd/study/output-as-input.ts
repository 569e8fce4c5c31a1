import type { ProgramInput } from "../domain.ts";
import type { OpenedQuestion } from "./opened-question.ts";

/** The output's numbers and letters, pressed into the form of an input. */
export function outputAsInput({ domain, output }: OpenedQuestion): ProgramInput {
  const words = output.flatMap((line) => line.split(" "));
  const numbers = words.map(Number).filter(Number.isInteger);
  const letters = words.filter((word) => /^[a-z]+$/.test(word)).join("");
  const cycle = (at: number) => Math.abs(numbers[at % numbers.length] ?? 0);
  return {
    numbers: Array.from({ length: domain.count }, (_, at) => cycle(at) % (domain.largest + 1)),
    word: (letters === "" ? "a" : letters).repeat(domain.letters).slice(0, domain.letters),
    key: 1 + (cycle(domain.count) % domain.largestKey),
  };
}
