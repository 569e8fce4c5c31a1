import { plainAnswer, readIntegers } from "../extract/index.ts";
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
const LINES = 3;
/** An item of a list: `1. `, `2) `, `(3) `, `1 - `, `Line 1: ` as the prompt counts them, or a bullet. */
const NUMBERED = /^(?:line )?\(?([1-3])(?:[.):]| -|\\\.)[ \t]+(?=\S)/i;
const BULLET = /^[-*+•][ \t]+(?=\S)/;

/**
 * Reads an answer as a person would: three lines that are not blank, as they are or numbered as in the prompt; numbers
 * with blanks or commas between them, in brackets or not, the word quoted or not; a fence around all of it. What comes
 * out is an input of the domain or nothing: Python itself would take Arabic digits, `0_7` and lines after the third.
 */
export function readInput(answer: string, domain: Domain): ReadInput {
  const lines = contentLines(answer);
  const [first, second, third] = lines;
  if (lines.length !== LINES || first === undefined || second === undefined || third === undefined) {
    return fail("wrong_line_count");
  }
  const numbers = first.includes("+") ? null : readIntegers(withoutQuotes(first));
  if (numbers === null) return fail("numbers_not_canonical");
  if (numbers.length !== domain.count) return fail("wrong_number_count");
  if (numbers.some((value) => value < 0 || value > domain.largest)) return fail("number_out_of_range");
  const word = withoutQuotes(plainAnswer(second.replace(/,$/, "")));
  if (word.length !== domain.letters) return fail("wrong_word_length");
  if (!isLowerCase(word)) return fail("word_not_canonical");
  const keys = third.includes("+") ? null : readIntegers(withoutQuotes(third));
  const key = keys?.[0];
  if (key === undefined || keys?.length !== 1) return fail("key_not_canonical");
  if (key < 1 || key > domain.largestKey) return fail("key_out_of_range");
  return { valid: true, input: { numbers, word, key } };
}

function fail(reason: InputFailure): ReadInput {
  return { valid: false, reason };
}

/** The lines that are not blank, without the numbers or bullets that all of them have; at most one more than wanted. */
function contentLines(answer: string): readonly string[] {
  const lines: string[] = [];
  for (const line of plainAnswer(answer).split("\n")) {
    // Bold of a line, or of its number: nothing in an input has stars.
    const text = line.replaceAll("**", "").trim();
    if (text !== "") lines.push(text);
    if (lines.length > LINES) break;
  }
  if (lines.every((line, index) => NUMBERED.exec(line)?.[1] === String(index + 1))) {
    return lines.map((line) => line.replace(NUMBERED, ""));
  }
  return lines.every((line) => BULLET.test(line)) ? lines.map((line) => line.replace(BULLET, "")) : lines;
}

function withoutQuotes(text: string): string {
  const quote = text.charAt(0);
  const quoted = text.length > 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return quoted ? text.slice(1, -1) : text;
}

function isLowerCase(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    if (code < FIRST_LETTER_CODE || code > LAST_LETTER_CODE) return false;
  }
  return true;
}
