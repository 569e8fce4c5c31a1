import { CHANGES_NUMBER } from "./changes-number.ts";
import { listLines } from "./list-lines.ts";
import { announcedAnswer } from "./without-heading.ts";
import { sharedObjects, sharedValues } from "./shared-values.ts";
import { unzipped } from "./unzipped.ts";
import { withoutName } from "./without-name.ts";
import { bracketsAsRemarks, withoutChecks, withoutRemarks } from "./without-remarks.ts";

/** Why a text is no list of values. */
export type NamedIntegersFailure =
  "bad_token" | "mixed_forms" | "unknown_name" | "repeated_name" | "missing_values" | "too_many_values";

export type NamedIntegers =
  | { readonly valid: true; readonly values: readonly number[] }
  | { readonly valid: false; readonly reason: NamedIntegersFailure };

/** A hyphen with blanks on both sides is a dash, else it is a minus; blanks alone are enough, a line break is not. */
const SIGN =
  "(?:\\s{0,8}(?:==?|:=?|[-=]>|→|⇒|↦|←|<-|(?<=\\s)(?:(?:has|holds|is|contains) the (?:final )?(?:value|number)|(?:(?:now|still|finally) )?(?:is|holds|equals|has|contains)(?: (?:now|still|finally))?|ends (?:up )?(?:as|at|with|holding))(?=\\s))\\s{0,8}|[ \\t]{1,8}-[ \\t]{1,8}|[ \\t]{1,8})";
/** A name and a number; a comma between thousands only where a name shows that it is one number. */
const ITEM = new RegExp(
  `(?:([a-z]{1,32})${SIGN}\\+?(\\d{1,3},\\d{3}(?!\\d)|\\d{1,9})|\\+?(\\d{1,9}))\\.?(?=$|[\\s,;])`,
  "iy",
);
const SEPARATOR = /[\s,;]*(?:(?:and|&)\s+)?/iy;
/** `rovak (4071)`. */
const BEHIND = /([a-z]{1,32})[ \t]{0,8}[([][ \t]{0,8}(\d{1,9})[ \t]{0,8}[)\]]/gi;
/** What says of a name or a number that it is the one at the end. */
const FINAL =
  /(?<=[a-z\d])[ \t]{1,8}\((?:the )?(?:final(?: (?:value|number))?|(?:value )?at the end|end value)\)|(?<=\d)[ \t]{1,8}(?:at|in) the end(?=[.,;]?[ \t]{0,16}(?:$|\n|and\b|[a-z]{1,32}[ \t]))/gi;
/** `rovak's value is`, `the value of rovak is`. */
const OWN_VALUE = /(?<=[a-z])["']s[ \t](?:final[ \t])?(?:value|number)(?=[ \t]{1,8}(?:is\b|=))/gi;
const VALUE_OF =
  /(?<=^|[\n,;.][ \t]{0,8}|\band[ \t])(?:the[ \t])?(?:final[ \t])?(?:value|number)[ \t](?:of|in|held by)[ \t](?=[a-z]{1,32}[ \t]{1,8}(?:is\b|=))/gi;
/** Bold, code, mathematics and quotes; between two letters or digits they are none. */
const MARKUP = /(?<![a-z0-9])(?:\*{1,3}|[`$"'])|(?:\*{1,3}|[`$"'])(?![a-z0-9])/gi;
const PAIR = /[([]\s{0,8}["']?([a-z]{1,32})["']?\s{0,8},\s{0,8}["']?(\d{1,9})["']?\s{0,8}[)\]]/gi;
const OBJECT =
  /\{\s{0,8}"?name"?\s{0,8}:\s{0,8}"([a-z]{1,32})"\s{0,8},\s{0,8}"?(?:value|number)"?\s{0,8}:\s{0,8}"?(\d{1,9})"?\s{0,8}\}/gi;
const NUMBERED = /^\(?\d{1,6}[.)][ \t]{1,8}(?=[*_`"']{0,3}[a-z]{1,32}[^\n\d]{0,16}\d)/i;
/** `4071 = rovak`. */
const TURNED = /(?<![\w.])(\d{1,9})[ \t]{0,8}(?:==?|->|→)[ \t]{0,8}([a-z]{1,32})(?=\.?[ \t]*(?:$|[,;\n]))/gi;
/** What may stand before a row of names, and of numbers. */
const OF_NAMES = /^(?:names?|variables?|cells?)?$/i;
const OF_NUMBERS = /^(?:(?:final )?(?:numbers?|values?))?$/i;
const BETWEEN_OBJECTS = /\}\s{0,8},?\s{0,8}\{/g;
/** The heads of a column of names, and of one of numbers. */
const HEAD_OF_NAMES =
  /^(?:(?:the|asked|requested|cell|variable)[ \t])?(?:names?|variables?|vars?|cells?|keys?|symbols?|identifiers?|words?|items?)?$/i;
const HEAD_OF_NUMBERS =
  /^(?:(?:the|its|final|end|ending|current|resulting|last|computed|integer)[ \t]){0,3}(?:numbers?|values?|results?|contents?|answers?|integers?|final|end|holds|held|what it holds|at the end|in the end)?(?:[ \t]\(?(?:at the end|in the end|held|it holds|final)\)?)?$/i;
/** What is told of the log is told of no answer. */
const OF_THE_LOG = /\b(?:(?:last|first) )?(?:assignments?|changes?)\b/gi;
/** Before sentences on values. */
const AT_THE_END = /^(?:at|in) the end,?[ \t]{1,8}(?=[a-z]{1,32}[ \t]{1,8}(?:holds|is|has|contains|equals|=))/i;
/** What the question says of all sums. */
const MODULO = /(?<=(?:#|\/\/|\()[ \t]{0,8}(?:(?:all |taken |reduced )?))mod(?:ulo)?[ \t]{1,4}10[,_]?000(?=[)\s.]|$)/gi;
/** Rows under a head, with a comma between name and number. */
const HEAD_OF_CSV =
  /^["']?(?:names?|variables?|cells?)["']?[ \t]{0,4},[ \t]{0,4}["']?(?:(?:final )?(?:values?|numbers?))["']?[ \t]{0,8}\n/i;
const ROW_OF_CSV = /^[ \t]{0,8}["']?([a-z]{1,32})["']?[ \t]{0,4},[ \t]{0,4}["']?(\d{1,9})["']?[ \t]{0,8}$/i;
/** Behind the values. */
const END = /\n[ \t]{0,16}(?:done|that is all|end)[.!]?\s{0,16}$/i;

/**
 * One whole number for each of some names: `a=1, b=2` in any order (with =, :, ->, →, a dash, blanks or "is"; also as a JSON
 * object, pairs in brackets or a table of two columns or rows), or the numbers alone in the order of the names. Separators
 * are blanks, newlines, commas and semicolons; items may have bullets or numbers. Several names may share one number. Names in
 * either case.
 */
export function readNamedIntegers(answer: string, names: readonly string[]): NamedIntegers {
  const told = bracketsAsRemarks(inWords(rowsOfCsv(withoutName(announcedAnswer(answer)).replace(END, ""))));
  const plain = withoutChecks(withoutRemarks(told, saysMore(names), OF_THE_LOG)).replace(FINAL, "");
  const pairs = turned(sharedObjects(unzipped(plain)))
    .replace(OBJECT, "$1=$2")
    .replace(PAIR, "$1=$2")
    .replace(BEHIND, "$1=$2");
  const lines = withoutPlaces(listLines(pairs));
  const joined = rowsOf(lines).join("\n").replace(MARKUP, "").replace(BETWEEN_OBJECTS, ", ").trim();
  const list = withoutBrackets(sharedValues(joined));
  // A list of objects, one or more.
  const text = list === null ? null : withoutBrackets(list);
  if (text === null) return fail("bad_token");
  const values = new Map<number, number>();
  let named: boolean | null = null;
  for (let at = skip(text, 0), count = 0; at < text.length; count += 1) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(text);
    if (item === null) return fail("bad_token");
    const [, name, ofName, alone] = item;
    if (named !== null && named !== (name !== undefined)) return fail("mixed_forms");
    named = name !== undefined;
    if (count >= names.length && !named) return fail("too_many_values");
    const place = name === undefined ? count : names.indexOf(name.toLowerCase());
    if (place === -1) return fail("unknown_name");
    if (values.has(place)) return fail("repeated_name");
    values.set(place, Number((ofName ?? alone ?? "").replace(",", "")));
    at = skip(text, ITEM.lastIndex);
  }
  if (values.size < names.length) return fail("missing_values");
  // Names in remarks say that the numbers are in another order, or may.
  if (
    named === false &&
    plain !== withoutChecks(told).replace(FINAL, "") &&
    told.match(/[a-z]{1,32}/gi)?.some((word) => names.includes(word.toLowerCase()))
  )
    return fail("mixed_forms");
  return { valid: true, values: names.map((_, place) => values.get(place) as number) };
}

/** Sentences on values as names and values. */
function inWords(text: string): string {
  return text.replace(AT_THE_END, "").replace(MODULO, "as said").replace(OWN_VALUE, "").replace(VALUE_OF, "");
}

/** `name,value` above `rovak,4071`, as `rovak=4071`; other texts as they are. */
function rowsOfCsv(text: string): string {
  const head = HEAD_OF_CSV.exec(text)?.[0];
  if (head === undefined) return text;
  const rows = text
    .slice(head.length)
    .split("\n")
    .filter((row) => row.trim() !== "");
  return rows.every((row) => ROW_OF_CSV.test(row))
    ? rows.map((row) => row.replace(ROW_OF_CSV, "$1=$2")).join("\n")
    : text;
}

/** Words of a remark that make another number of a value, or exchange it with one of another name. */
function saysMore(names: readonly string[]): RegExp {
  return new RegExp(
    `${CHANGES_NUMBER.source}|^\\W*(?:to be )?(?:swap|swapped|exchange|exchanged) with (?:${names.join("|")})\\b`,
    "i",
  );
}

/** Numbers before names one and all, as names before numbers; other texts as they are. */
function turned(text: string): string {
  const rest = text.replace(TURNED, "");
  return /[a-z0-9]/i.test(rest) ? text : text.replace(TURNED, "$2=$1");
}

/** Named values in any order with numbers of the items before them, which then say nothing. */
function withoutPlaces(lines: readonly string[]): readonly string[] {
  const areNumbered = lines.length > 1 && lines.every((line) => NUMBERED.test(line));
  return areNumbered ? lines.map((line) => line.replace(NUMBERED, "")) : lines;
}

function fail(reason: NamedIntegersFailure): NamedIntegers {
  return { valid: false, reason };
}

function skip(text: string, at: number): number {
  SEPARATOR.lastIndex = at;
  SEPARATOR.exec(text);
  return SEPARATOR.lastIndex;
}

/** The rows of a table of two columns, or the columns of one of two rows, as items; other lines as they are. */
function rowsOf(lines: readonly string[]): readonly string[] {
  if (lines.length === 0 || !lines.every((line) => line.startsWith("|") && line.endsWith("|"))) return lines;
  const [names = [], numbers = [], ...others] = lines.filter((line) => !/^[|:\s-]+$/.test(line)).map(cellsOf);
  const isAcross = others.length === 0 && names.length === numbers.length && names.length > 1;
  const isLabelled = isAcross && OF_NAMES.test(names[0] ?? "") && OF_NUMBERS.test(numbers[0] ?? "");
  const [over, below] = isLabelled ? [names.slice(1), numbers.slice(1)] : [names, numbers];
  if (isAcross && over.every((cell) => /[a-z]/i.test(cell)) && below.every((cell) => !/[a-z]/i.test(cell))) {
    return over.map((name, at) => `${name}=${below[at] ?? ""}`);
  }
  return lines
    .filter((line, at) => !/^[|:\s-]+$/.test(line) && (at > 0 || !isTableHead(line)))
    .map((line) => cellsOf(line).join("="));
}

/** Above two columns: any other word there may say that what stands below is rejected, or of another time. */
function isTableHead(line: string): boolean {
  const [names = "?", numbers = "?", ...others] = cellsOf(line).map((cell) => cell.replace(/[*_`]/g, "").trim());
  return HEAD_OF_NAMES.test(names) && HEAD_OF_NUMBERS.test(numbers) && others.length === 0;
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

/** The text within one pair of brackets around all of it; `null` where they do not fit. */
function withoutBrackets(text: string): string | null {
  const close = { "[": "]", "(": ")", "{": "}" }[text.charAt(0)];
  if (close === undefined) return text;
  return text.length > 1 && text.endsWith(close) ? text.slice(1, -1).trim() : null;
}
