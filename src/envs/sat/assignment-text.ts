import { plainAnswer } from "../extract/index.ts";

const SUBSCRIPT_ZERO = 0x2080;
/** `- x1: True`, `* -2`, `• 3`: what marks the items of a list. */
const BULLET = /^([-*+•‣▪◦·])[ \t]+(?=\S)/;
const NUMBER = /^(\d{1,6})[.)][ \t]+(?=\S)/;
const RULE = /^[|\s:=+-]*$/;
const HEADING = /^\|?\s*(variable|var|x|literal)s?\s*\|\s*(value|assignment|truth value)s?\s*\|?$/i;

/**
 * The text of an assignment without what only lays it out: a fence or emphasis around it, marks of list items, the lines
 * of a table, the `v` and `s` of solvers' output, subscripts. What may be read in two ways stays as it is, and is then
 * no assignment: `- 1` is one, unless other items of the list have signs of their own.
 */
export function assignmentText(answer: string): string {
  const text = plainAnswer(answer)
    .replace(/[\u2080-\u2089]/g, (digit) => String(digit.charCodeAt(0) - SUBSCRIPT_ZERO))
    .replace(/^s SATISFIABLE\n/i, "");
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !isTableRule(line))
    .map((line) => (line.startsWith("|") ? line.replaceAll("|", " ").trim() : line));
  return withoutNumbers(withoutBullets(lines))
    .map((line) => line.replace(/^v (?=[-\d])/, ""))
    .join("\n");
}

/** True for `|---|---|` and for the heading of a table. */
function isTableRule(line: string): boolean {
  return line.length <= 80 && ((line.includes("|") && RULE.test(line) && line.includes("--")) || HEADING.test(line));
}

function withoutBullets(lines: readonly string[]): readonly string[] {
  const marks = lines.map((line) => BULLET.exec(line)?.[1]);
  const mark = marks[0];
  if (mark === undefined || marks.some((other) => other !== mark)) return lines;
  const items = lines.map((line) => line.replace(BULLET, ""));
  const plain = items.every((item) => /^\d+\W*$/.test(item));
  return mark === "-" && plain ? lines : items;
}

/** `1. -1`, `2. 2`, …: numbers of items, where there is one on every line and they count up from 1. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const counted = lines.every((line, index) => Number(NUMBER.exec(line)?.[1] ?? NaN) === index + 1);
  return counted && lines.length > 1 ? lines.map((line) => line.replace(NUMBER, "")) : lines;
}
