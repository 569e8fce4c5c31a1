import { listItems, plainAnswer } from "../extract/index.ts";

const SUBSCRIPT_ZERO = 0x2080;
/** Bold, code marks and TeX around single names, values and pairs. */
const EMPHASIS = /\*\*|`|\$|\\[()]/g;
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
    .replace(EMPHASIS, " ")
    .replace(/^s SATISFIABLE\n/i, "");
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !isTableRule(line))
    .map((line) => (line.startsWith("|") ? line.replaceAll("|", " ").trim() : line));
  return listItems(lines)
    .map((line) => line.replace(/^v (?=[-\d])/, "").replace(/(?<=\b(?:true|false|t|f))\.$/i, ""))
    .join("\n");
}

/** True for `|---|---|` and for the heading of a table. */
function isTableRule(line: string): boolean {
  return line.length <= 80 && ((line.includes("|") && RULE.test(line) && line.includes("--")) || HEADING.test(line));
}
