import type { Random } from "../../../core/index.ts";
import { drawLetter, type Domain, type ProgramInput } from "../domain.ts";

/** An input with one element, a number of the list or a letter of the word, given another value. */
export type Change = (input: ProgramInput) => ProgramInput;

/** Changes of each number, each to a random other value. */
export function numberChanges({ count, largest }: Domain, random: Random): Change[] {
  return Array.from({ length: count }, (_, at) => (input: ProgramInput) => {
    const other = (input.numbers[at] as number) + 1 + random.below(largest);
    return { ...input, numbers: input.numbers.with(at, other % (largest + 1)) };
  });
}

/** Changes of each letter, each to a random other one. */
export function letterChanges({ letters }: Domain, random: Random): Change[] {
  return Array.from({ length: letters }, (_, at) => (input: ProgramInput) => {
    const { word } = input;
    let letter = drawLetter(random);
    while (letter === word[at]) letter = drawLetter(random);
    return { ...input, word: word.slice(0, at) + letter + word.slice(at + 1) };
  });
}
