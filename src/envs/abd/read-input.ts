import {
  announcedAnswer,
  CHANGES_NUMBER,
  integersIn,
  plainAnswer,
  withoutChecks,
  withoutName,
  withoutRemarks,
} from "../extract/index.ts";
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
const NUMBERED = /^(?:line )?\(?([1-3])(?:[.):]| -|\\\.|(?<=^line [1-3])[ \t]{0,4}=)[ \t]+(?=\S)/i;
const BULLET = /^[-*+•][ \t]+(?=\S)/;
/** What the lines are called, before a colon or an equal sign: a word of letters cannot be read as such a line. */
const LABELS: readonly RegExp[] = ["numbers|integers|list", "word|letters?|string|text", "key|integer|number"].map(
  (names, index) =>
    new RegExp(`^["']?(?:the )?(?:${names}|line[ _]?${index + 1})["']?[ \\t]{0,8}[:=][ \\t]{0,8}(?=\\S)`, "i"),
);
/** Names of the lines and of what is no line of an input, wherever they stand in a remark. */
const NAMED: readonly RegExp[] = [
  /\b(?:numbers|integers|list)\b/i,
  /\b(?:word|letters?|string|text)\b/i,
  /\b(?:key|integer|number)\b/i,
];
const NO_INPUT = /\b(?:outputs?|printed|prints)\b/i;
/** What the program prints is called so in the question. */
const OUTPUT = /^[#*_\s]{0,8}(?:(?:the|my|final|expected|program'?s?|resulting)[ \t]{1,8}){0,3}outputs?\b/i;
const REMARK_BEGINS = /(?:^|[ \t])(?:#|\/\/)/;
/** The heads of a table of the three lines. */
const HEAD = /^\|[ \t]*(?:line|#|no\.?|part|field|name)?[ \t]*\|[ \t]*(?:(?:value|content|input|text)s?)?[ \t]*\|$/i;
const RULE = /^\|[ \t:-]*-[ \t:-]*\|[ \t:-]*-[ \t:-]*\|$/;
const ROW = /^\|([^|]{0,32})\|([^|]{1,4096})\|$/;
/** The three values as a list or an object of JSON or Python, in this order, each with a name or none. */
const VALUES =
  /^\s*((?:"[a-z_ ]{1,16}[1-3]?"\s*:\s*)?(?:\[[^[\]]*\]|"[^"]*"))\s*,\s*((?:"[a-z_ ]{1,16}[1-3]?"\s*:\s*)?"[^"]*")\s*,\s*((?:"[a-z_ ]{1,16}[1-3]?"\s*:\s*)?"?[^\s",:]+"?)\s*$/i;

/**
 * Reads an answer as a person would: three lines that are not blank, as they are or numbered as in the prompt; numbers
 * with blanks or commas between them, in brackets or not, the word quoted or not; a fence around all of it; with the names
 * of all three before them; the three as a list or an object of JSON. What comes out is an input of the domain or nothing:
 * Python itself would take Arabic digits, `0_7` and lines after the third.
 */
export function readInput(answer: string, domain: Domain): ReadInput {
  const lines = contentLines(answer);
  const [first, second, third] = lines;
  if (lines.length !== LINES || first === undefined || second === undefined || third === undefined) {
    return fail("wrong_line_count");
  }
  const numbers = first.includes("+") ? null : integersIn(withoutQuotes(withoutEnd(first)));
  if (numbers === null) return fail("numbers_not_canonical");
  if (numbers.length !== domain.count) return fail("wrong_number_count");
  if (numbers.some((value) => value < 0 || value > domain.largest)) return fail("number_out_of_range");
  const word = withoutQuotes(plainAnswer(second.replace(/[,;]$/, "")));
  if (word.length !== domain.letters) return fail("wrong_word_length");
  if (!isLowerCase(word)) return fail("word_not_canonical");
  const keys = third.includes("+") ? null : integersIn(withoutQuotes(withoutEnd(third)));
  const key = keys?.[0];
  if (key === undefined || keys?.length !== 1) return fail("key_not_canonical");
  if (key < 1 || key > domain.largestKey) return fail("key_out_of_range");
  return { valid: true, input: { numbers, word, key } };
}

function fail(reason: InputFailure): ReadInput {
  return { valid: false, reason };
}

/** The lines that are not blank, without the numbers, bullets or names that all of them have; at most one more than wanted. */
function contentLines(answer: string): readonly string[] {
  const lines: string[] = [];
  const plain = plainAnswer(answer);
  for (const line of linesOf(withoutChecks(OUTPUT.test(plain) ? plain : announcedAnswer(answer))).split("\n")) {
    // Bold of a line, or of its number: nothing in an input has stars.
    const text = withoutOwnRemark(line.replaceAll("**", ""), lines.length).trim();
    if (text !== "") lines.push(text);
    if (lines.length > LINES) break;
  }
  return withoutLabels(withoutMarks(lines));
}

/** A line without its remark, unless that says that this is another line than the one whose turn it is, or the output. */
function withoutOwnRemark(line: string, index: number): string {
  const at = line.search(REMARK_BEGINS);
  if (at === -1) return line;
  const remark = line
    .slice(at)
    .replace(/\bline (\d)\b/i, (said, number) => (number === String(index + 1) ? "line" : said));
  // Behind the last line one of its own may be on any of them.
  const isForeign = NAMED.some((name) => name.test(remark)) && index < LINES && NAMED[index]?.test(remark) !== true;
  return isForeign || NO_INPUT.test(remark) ? line : withoutRemarks(line.slice(0, at) + remark, CHANGES_NUMBER);
}

function withoutMarks(lines: readonly string[]): readonly string[] {
  const numbers = lines.map((line) => NUMBERED.exec(line)?.[1]);
  if (numbers.every((number, index) => number === String(index + 1)) || numbers.every((number) => number === "1")) {
    return lines.map((line) => line.replace(NUMBERED, ""));
  }
  return lines.every((line) => BULLET.test(line)) ? lines.map((line) => line.replace(BULLET, "")) : lines;
}

function withoutLabels(lines: readonly string[]): readonly string[] {
  const named = lines.length === LINES && lines.every((line, index) => LABELS[index]?.test(line) === true);
  return named ? lines.map((line, index) => line.replace(LABELS[index] as RegExp, "")) : lines;
}

/** A list of three values, or an object that names them all, as three lines; other texts as they are. */
function linesOf(text: string): string {
  const lines = valuesAsLines(rowsAsLines(text));
  return lines === text ? valuesAsLines(withoutName(text)) : lines;
}

/** A table of two columns with a line in each row, told by its number or its name; other texts as they are. */
function rowsAsLines(text: string): string {
  if (!text.startsWith("|")) return text;
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const rows = lines.filter((line, at) => !(at === 0 && HEAD.test(line)) && !(at < 2 && RULE.test(line)));
  const cells = rows.map((row) =>
    ROW.exec(row)
      ?.slice(1)
      .map((cell) => cell.trim()),
  );
  const areLines = cells.every((row, index) => new RegExp(`^(?:line )?${index + 1}$`, "i").test(row?.[0] ?? ""));
  const areNamed = cells.every((row, index) => LABELS[index]?.test(`${row?.[0] ?? ""}: x`) === true);
  const isTable = rows.length === LINES && (areLines || areNamed);
  return isTable ? cells.map((row) => row?.[1] ?? "").join("\n") : text;
}

function valuesAsLines(text: string): string {
  const isList = text.startsWith("[") && text.endsWith("]");
  if (!isList && !(text.startsWith("{") && text.endsWith("}"))) return text;
  const parts = VALUES.exec(text.slice(1, -1).replaceAll("'", '"'))?.slice(1);
  const named = parts?.filter((part, index) => LABELS[index]?.test(part) === true).length;
  if (parts === undefined || named !== (isList ? 0 : LINES)) return text;
  return parts.join("\n");
}

/** Without the comma or semicolon that may end a line. */
function withoutEnd(line: string): string {
  return line.replace(/[,;]$/, "");
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
