import { FIRST_LETTER_CODE, type Domain, type ProgramInput } from "./domain.ts";

/** Why a text is no input of a domain. */
export type InputFailure =
  | "wrong_line_count"
  | "numbers_not_canonical"
  | "wrong_number_count"
  | "number_out_of_range"
  | "word_not_canonical"
  | "wrong_word_length"
  | "key_not_canonical"
  | "key_out_of_range";

export type ReadInput =
  { readonly valid: true; readonly input: ProgramInput } | { readonly valid: false; readonly reason: InputFailure };

const LAST_LETTER_CODE = 122;
const ZERO = 48;
const NINE = 57;
/** No domain has longer numbers. */
const MAX_DIGITS = 4;

/**
 * Reads an answer: exactly three lines, each the one text of its value. Python itself takes Arabic digits, `0_7`, signs,
 * blanks around and lines after the third; here they are no answer. White space around the whole answer is ignored.
 */
export function readInput(answer: string, domain: Domain): ReadInput {
  const lines = trimBlanks(answer).split("\n", 4);
  const [first, word, last] = lines;
  if (lines.length !== 3 || first === undefined || word === undefined || last === undefined) {
    return fail("wrong_line_count");
  }
  const numbers: number[] = [];
  // One more part than wanted is enough to see that there are too many.
  for (const part of first.split(" ", domain.count + 1)) {
    const value = readNumber(part);
    if (value === null) return fail("numbers_not_canonical");
    numbers.push(value);
  }
  if (numbers.length !== domain.count) return fail("wrong_number_count");
  if (numbers.some((value) => value > domain.largest)) return fail("number_out_of_range");
  if (word.length !== domain.letters) return fail("wrong_word_length");
  if (!isLowerCase(word)) return fail("word_not_canonical");
  const key = readNumber(last);
  if (key === null) return fail("key_not_canonical");
  if (key < 1 || key > domain.largestKey) return fail("key_out_of_range");
  return { valid: true, input: { numbers, word, key } };
}

function fail(reason: InputFailure): ReadInput {
  return { valid: false, reason };
}

/** Cuts blanks, tabs and line ends of ASCII off both ends; `trim` would take many other characters too. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** A number of 1 to 4 ASCII digits without a leading zero, or `null`. */
function readNumber(text: string): number | null {
  if (text.length === 0 || text.length > MAX_DIGITS) return null;
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) return null;
    value = value * 10 + code - ZERO;
  }
  return text.length > 1 && text.charCodeAt(0) === ZERO ? null : value;
}

function isLowerCase(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    if (code < FIRST_LETTER_CODE || code > LAST_LETTER_CODE) return false;
  }
  return true;
}
