import type { Random } from "../../core/index.ts";

/** What a program takes as its input: three lines, all in ASCII. */
export interface Domain {
  /** How many numbers the first line has. */
  readonly count: number;
  /** The numbers are 0..largest. */
  readonly largest: number;
  /** How many lower-case letters the second line has. */
  readonly letters: number;
  /** The third line is 1..largestKey. */
  readonly largestKey: number;
}

/** One input of a domain. */
export interface ProgramInput {
  readonly numbers: readonly number[];
  readonly word: string;
  readonly key: number;
}

export const ALPHABET_SIZE = 26;
export const FIRST_LETTER_CODE = 97;

export function drawNumbers(domain: Domain, random: Random): number[] {
  const numbers: number[] = [];
  for (let index = 0; index < domain.count; index += 1) numbers.push(random.below(domain.largest + 1));
  return numbers;
}

export function drawWord(domain: Domain, random: Random): string {
  let word = "";
  for (let index = 0; index < domain.letters; index += 1) word += drawLetter(random);
  return word;
}

export function drawLetter(random: Random): string {
  return String.fromCharCode(FIRST_LETTER_CODE + random.below(ALPHABET_SIZE));
}

export function drawKey(domain: Domain, random: Random): number {
  return 1 + random.below(domain.largestKey);
}

/** An input, all of which are equally likely. */
export function drawInput(domain: Domain, random: Random): ProgramInput {
  return { numbers: drawNumbers(domain, random), word: drawWord(domain, random), key: drawKey(domain, random) };
}

/** The one text of an input: three lines without a newline at the end. */
export function writeInput({ numbers, word, key }: ProgramInput): string {
  return `${numbers.join(" ")}\n${word}\n${key}`;
}
