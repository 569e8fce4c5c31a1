import {
  announcedAnswer,
  bracketsAsRemarks,
  listItems,
  takesBack,
  unzipped,
  withoutName,
  withoutRemarks,
} from "../extract/index.ts";
import { boxedValues } from "./boxed-values.ts";
import { groupedValues } from "./grouped-values.ts";
import { tabledValues } from "./tabled-values.ts";

const SUBSCRIPT_ZERO = 0x2080;
/** Bold, code marks and TeX around single names, values and pairs. */
const EMPHASIS = /\*\*|`|\$|\\[()]/g;
/** What a solver says before the values: that there are some, and remarks. */
const SOLVED = /^(?:s[ \t]+)?sat(?:isfiable)?[.:]?[ \t]*\n/i;
const REMARK = /^c(?:[ \t].*)?$/i;
/** A remark of a solver that says the contrary. */
const UNSOLVED =
  /^c[ \t].*(?:\bunsat|\bno[ \t](?:\w+[ \t])?(?:solution|model|assignment)|\b(?:not|in)[ \t]?(?:satisfiable|solvable|feasible)|\bunsolvable)/i;
/** What is said then. */
export const UNSATISFIABLE = "unsat";
/** What no assignment has in it. */
const NONE = "[ ]?";
/** `Model:`; with a colon only, for a name may be such a word. */
const MODEL = /^(?:the[ \t]+|a[ \t]+)?(?:satisfying[ \t]+)?model(?:[ \t]+is)?[ \t]{0,8}[:=]\s*/i;
/** Behind a word that is a value; behind a name it is the value. */
const CHECK = /(?<=\b(?:true|false))[ \t]{1,8}[✓✔✅](?=[ \t]*(?:[,;\n]|$))/gi;
/** `1) true`, `(2) F`, `3 false`: the number is a variable's, for a place would have nothing but a word behind it. */
const NUMBERED_WORD =
  /(?<![\w.+(-])(?:\(?(\d{1,6})[.)][ \t]{1,16}(?=(?:true|false|t|f|yes|no)(?![\w=:]))|(\d{1,6})[ \t]{1,16}(?=(?:true|false)(?![\w=:])))/gi;
/** `{"variable": 1, "value": true}`. */
const OBJECT =
  /\{\s{0,8}["']?(?:variable|var|name|id)["']?\s{0,8}:\s{0,8}["']?([xv]?_?\d{1,6})["']?\s{0,8},\s{0,8}["']?(?:value|assignment)["']?\s{0,8}:\s{0,8}["']?([a-z01]{1,5})["']?\s{0,8}\}/gi;
/** A row of a table of two columns whose second one is a truth value, with or without bars around it. */
const ROW = /^(?:\|[ \t]{0,16})?([xv]?_?\d{1,6})[ \t]{0,16}\|[ \t]{0,16}(true|false|t|f|yes|no)(?:[ \t]{0,16}\|)?$/i;
/** TeX's line over what is false. */
const OVER =
  /\\(?:overline|bar)(?:[ \t]?\{([xv](?:_?\d{1,6}|_?\{\d{1,6}\}))\}|(?:[ \t]?\{([xv])\}|[ \t]([xv]))(?=_))/gi;
/** `x3 = False (-3)`, `x3 = True (1)`. */
const TWICE =
  /(?<=(?<!\w)[xv]?_?(\d{1,6})[ \t]{0,8}(?:[:=]|:=|->|→|is)[ \t]{0,8})((true|false|t|f))[ \t]{0,8}\(([+-]?)[xv]?_?(\d{1,6})\)/gi;
/** What turns signs into the contrary of what the question says. */
const OTHER_SIGNS =
  /\b(?:minus|negative|a sign) (?:means|is|stands for) (?:true|on|yes)\b|\b(?:plus|positive|no sign) (?:means|is|stands for) (?:false|off)\b|\btrue (?:is|means) (?:minus|negative)\b/i;
/** Numbers, or `x1=True, x2=False`, and nothing else, as most answers are: there is nothing to take off. */
const PLAIN = /^(?:-?\d{1,6}(?: -?\d{1,6})*|x\d{1,6} ?= ?(?:true|false)(?:, x\d{1,6} ?= ?(?:true|false))*)$/i;
const RULE = /^[|\s:=+-]*$/;
const HEADING = /^\|?\s*(variable|var|x|literal)s?\s*\|\s*(value|assignment|truth value)s?\s*\|?$/i;

/**
 * The text of an assignment without what only lays it out: a fence or emphasis around it, marks of list items, the lines
 * of a table (one of two rows or columns as pairs), the `c`, `s` and `v` of solvers' output, a heading, the name of a JSON list, subscripts. What may be read in two
 * ways stays as it is, and is then no assignment: `- 1` is one, unless other items of the list have signs of their own.
 */
export function assignmentText(answer: string): string {
  if (PLAIN.test(answer)) return answer;
  const text = unzipped(withoutRemarks(bracketsOfWords(withoutName(announcedAnswer(answer))), OTHER_SIGNS))
    // A disjunction says no values.
    .replaceAll("||", " or ")
    .replace(/[\u2080-\u2089]/g, (digit) => String(digit.charCodeAt(0) - SUBSCRIPT_ZERO))
    .replace(EMPHASIS, " ")
    .replace(OVER, "¬$1$2$3")
    .replace(TWICE, saidTwice)
    .replace(OBJECT, "$1=$2")
    .replace(CHECK, "")
    .replace(NUMBERED_WORD, "$1$2=")
    .trim()
    .replace(MODEL, "");
  const boxed = boxedValues(text);
  if (boxed === null) return NONE;
  const all = groupedValues(tabledValues(boxed))
    .split("\n")
    .map((line) => line.trim());
  if (all.some((line) => UNSOLVED.test(line))) return UNSATISFIABLE;
  if (all.some((line) => REMARK.test(line) && takesBack(line.slice(1)))) return NONE;
  const lines = all.filter((line) => line !== "" && !isTableRule(line) && !REMARK.test(line));
  const told = SOLVED.test(`${lines[0] ?? ""}\n`) && lines.length > 1 ? lines.slice(1) : lines;
  const rows = told
    .map((line) => line.replace(ROW, "$1=$2"))
    .map((line) => (line.startsWith("|") ? line.replaceAll("|", " ").trim() : line));
  return withoutQuotes(
    listItems(rows)
      .map((line) => line.replace(/^v (?=[-\d])/, "").replace(/(?<=\b(?:true|false|t|f|yes|no))\.$/i, ""))
      .join("\n"),
  );
}

/** Remarks in brackets behind values that are words; behind a number such a word may be its value. */
function bracketsOfWords(text: string): string {
  return /\d[ \t]{1,8}\([a-z]/i.test(text) ? text : bracketsAsRemarks(text);
}

/** A value without its literal, or its number, behind it; as it is where they say two things. */
function saidTwice(all: string, number: string, pair: string, value: string, sign: string, behind: string): string {
  const isTrue = /^t/i.test(value);
  const isLiteral = behind === number && isTrue === (sign !== "-");
  return isLiteral || (sign === "" && behind === (isTrue ? "1" : "0")) ? pair : all;
}

/** A list in quotation marks, as the value of an object may be. */
function withoutQuotes(text: string): string {
  return /^"[^"]*"$/.test(text) && /[\s,;]/.test(text) ? text.slice(1, -1) : text;
}

/** True for `|---|---|` and for the heading of a table. */
function isTableRule(line: string): boolean {
  return line.length <= 80 && ((line.includes("|") && RULE.test(line) && line.includes("--")) || HEADING.test(line));
}
