import { needText } from "../../core/index.ts";
import { listItems } from "./list-items.ts";
import { plainAnswer } from "./plain-answer.ts";
import { announcedAnswer } from "./without-heading.ts";

/** Enough for every integer that a JSON number holds exactly. */
const MAX_DIGITS = 15;

/**
 * Integers as people and models write lists of them: separated by blanks, lines, commas or semicolons, as items of a list
 * with bullets or numbers, in one pair of brackets or none, with + or − before them, quoted or not, behind a heading
 * (`Answer:`). `null` for anything else: text around them, leading zeros, fractions.
 *
 * @example readIntegers("[120, −7, +455]"); // [120, -7, 455]
 */
export function readIntegers(answer: string): number[] | null {
  needText(answer, "readIntegers", "a text");
  return integersIn(announcedAnswer(answer));
}

/** The same where nothing announces them. */
export function integersIn(text: string): number[] | null {
  const plain = plainAnswer(text);
  const lines = plain.split("\n").map((line) => line.trim());
  const list = withoutBrackets(listItems(lines.filter((line) => line !== "")).join("\n"));
  if (list === null) return null;
  const integers: number[] = [];
  for (const part of list.split(/[\s,;|]+(?:and\s+)?/)) {
    if (part === "") continue;
    const bare = part.length > 2 && /^(["'`]).*\1$/.test(part) ? part.slice(1, -1) : part;
    const digits = /^(0|[+-]?[1-9][0-9]*)$/.exec(bare)?.[1];
    if (digits === undefined || digits.length > MAX_DIGITS) return null;
    integers.push(Number(bare));
  }
  return integers;
}

/** The text within one pair of brackets around all of it; `null` where brackets do not fit. */
function withoutBrackets(text: string): string | null {
  const close = { "[": "]", "(": ")", "{": "}" }[text.charAt(0)];
  if (close === undefined) return text;
  return text.length > 1 && text.endsWith(close) ? text.slice(1, -1) : null;
}
