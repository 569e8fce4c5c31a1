/**
 * The answer in a model's text, written from docs/environments.md, "Taking the answer out of a model's text", and from
 * nothing else: what the environments' own reader says is compared with it.
 */
export type Taken =
  { readonly found: true; readonly answer: string } | { readonly found: false; readonly reason: string };

const LONGEST_ANSWER = 65_536;
/** Words that may be headings of what is said behind an answer as well. */
const ASIDES = "analysis|reflection|reason|rationale|thought_process|chain_of_thought|internal_monologue";
const REASONING = `think|thinking|thought|thoughts|reasoning|scratchpad|seed:think|${ASIDES}`;
const REASONING_ENDS = new RegExp(
  `</(?:${REASONING})>|\\[/THINK\\]|◁/think▷|<\\|end_(?:of_thought|thinking)\\|>|<\\|/thinking\\|>|<unused95>`,
  "gi",
);
const REASONING_BEGINS = new RegExp(
  `<(?:${REASONING})>|\\[THINK\\]|◁think▷|<\\|begin_of_thought\\|>|<\\|start_thinking\\|>|<\\|thinking\\|>|<unused94>`,
  "gi",
);
/** Such a block without a tag or a fence within. */
const ASIDE = new RegExp(`<(${ASIDES})>[^<\`~]*</\\1>`, "gi");
const NAMED = /["'`“‘”’]/;
const WITHOUT_WIDTH = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
const STRANGE_DIGIT = /(?![0-9])\p{Nd}/u;

/** What stands between the last tags of that name. */
export function taggedAnswer(whole: string, tag: string): Taken {
  const completion = whole.replace(ASIDE, "");
  const ends = unquoted(completion, REASONING_ENDS);
  const sure = ends.filter((mark) => !isToldEnd(completion, mark)).at(-1);
  const told = sure === undefined ? ends.at(-1) : undefined;
  const end = sure ?? told;
  const opened = unquoted(completion, REASONING_BEGINS).filter((mark) => !isNamed(completion, mark));
  if (told !== undefined && opened.some(({ index }) => index < told.index)) {
    return { found: false, reason: "unclosed_reasoning" };
  }
  const said = (end === undefined ? completion : completion.slice(end.index + end[0].length)).replace(
    /<!--[\s\S]*?-->/g,
    (comment) => (new RegExp(`</?${tag}`, "i").test(comment) ? "" : comment),
  );
  const closings = unquoted(said, new RegExp(`</${tag}\\s*>`, "gi"));
  const openings = unquoted(said, new RegExp(`<${tag}(?:\\s[^<>]*)?>`, "gi"));
  dropNamedPair(said, openings, closings);
  const closing = closings.at(-1);
  const begun = unquoted(said, REASONING_BEGINS).find((mark) => !isNamed(said, mark));
  if (begun !== undefined && (openings[0] === undefined || begun.index < openings[0].index)) {
    return { found: false, reason: "unclosed_reasoning" };
  }
  if (closing === undefined) return { found: false, reason: openings.length > 0 ? "unclosed_answer" : "no_answer" };
  if (openings.some(({ index }) => index > closing.index)) return { found: false, reason: "unclosed_answer" };
  const opening = openings.filter(({ index }) => index < closing.index).at(-1);
  if (opening === undefined) return { found: false, reason: "no_answer" };
  const inside = said.slice(opening.index + opening[0].length, closing.index);
  if (inside.length > LONGEST_ANSWER) return { found: false, reason: "answer_too_long" };
  // At the ends, with blanks around them or none.
  const answer = inside.replace(
    /^[\s\u200b\u2060\ufeff]*[\u200b\u2060\ufeff]|[\u200b\u2060\ufeff][\s\u200b\u2060\ufeff]*$/g,
    "",
  );
  if (STRANGE_DIGIT.test(answer) || answer.includes("\0") || WITHOUT_WIDTH.test(answer)) {
    return { found: false, reason: "forbidden_character" };
  }
  return { found: true, answer };
}

/** An empty pair at the end that a sentence runs into is named, where there is another pair before it. */
function dropNamedPair(said: string, openings: RegExpExecArray[], closings: RegExpExecArray[]): void {
  const [opening, closing] = [openings.at(-1), closings.at(-1)];
  if (opening === undefined || closing === undefined || openings.length < 2 || closings.length < 2) return;
  if (said.slice(opening.index + opening[0].length, closing.index).trim() !== "") return;
  if (!/[a-z,][ \t]*$/i.test(said.slice(0, opening.index))) return;
  openings.pop();
  closings.pop();
}

/** A mark that a sentence runs into and calls a tag, or goes on behind with punctuation. */
function isNamed(said: string, { index, 0: mark }: RegExpExecArray): boolean {
  const behind = said.slice(index + mark.length);
  return (
    /[a-z,] [(*_]*$/i.test(said.slice(0, index)) &&
    /^[*_]*(?: (?:tags?|blocks?|sections?|markers?)\b|[.,;:!?)]+(?:\s|$))/.test(behind)
  );
}

/** An end that a sentence runs into and goes on behind. */
function isToldEnd(text: string, { index, 0: mark }: RegExpExecArray): boolean {
  const isLedTo = /\b(?:with|after|before|until|the|an?|of|by|without|and|or|write|type|print|put|say)[: ]+$/i;
  return isLedTo.test(text.slice(0, index)) && /^(?: [a-z]|[.,;:!?])/.test(text.slice(index + mark.length));
}

/** Matches that are used, not named in quotes or code marks. */
function unquoted(text: string, pattern: RegExp): RegExpExecArray[] {
  const isMark = (at: number): boolean => NAMED.test(text.charAt(at));
  return [...text.matchAll(pattern)].filter(
    ({ index, 0: mark }) => !(isMark(index - 1) && isMark(index + mark.length)),
  );
}

/** Rule 5: without the one fence, emphasis or code mark around it, the period at its end, and other spellings of ASCII. */
export function plainText(answer: string): string {
  let text = answer
    .replace(/\r\n?/g, "\n")
    .replace(/[\u2212\u2010-\u2015\ufe63\uff0d]/g, "-")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replace(/[（），：；＋＝［］｛｝]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\\text\{([^{}]*)\}/g, "$1")
    .replace(/\\(?:neg|lnot)\b/g, "¬")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .trim();
  const fence = /^(`{3,}|~{3,})[a-z0-9]*\n([\s\S]*?)\n?\1$/.exec(text);
  if (fence !== null && !(fence[2] as string).includes(fence[1] as string)) text = (fence[2] as string).trim();
  if (text.split("\n").every((line) => line.startsWith(">"))) text = text.replace(/^> ?/gm, "").trim();
  const marked = /^\*\*([^*]*)\*\*$/.exec(text) ?? /^`([^`]*)`$/.exec(text) ?? /^\\boxed\{([^{}]*)\}$/.exec(text);
  if (marked !== null) text = (marked[1] as string).trim();
  return text.replace(/\.$/, "").trim();
}

/** Without the words that announce an answer, in a fence or before one. */
export function withoutHeading(text: string): string {
  const told = text.replace(
    /^(?:#+ )?(?:\*\*)?(?:the )?(?:(?:final|best|chosen) )*(?:answer|plan|proof|derivation|solution|choice|chosen|assignment|input|items|values)(?: is| are)?(?:\*\*)?(?:[:=](?:\*\*)?\s*|\.?(?:\*\*)?\n\s*)/i,
    "",
  );
  return told === text ? text : plainText(told);
}

/** The value of an object with one name. */
export function withoutName(text: string): string {
  return /^\{"[a-z]+": ?([[{"][\s\S]*)\}$/.exec(text)?.[1]?.replace(/^"([^"]*)"$/, "$1") ?? text;
}

/** A line without the number that says which it is. */
export function withoutPlace(line: string): string {
  return line.replace(/^(?:(?:step|line) \d+[.):]?|l\d+:|#\d+|\(\d+\)|\[\d+\]|\d+(?:\.\d+)?[.):]) */, "");
}

/** True where a remark takes back what it is on, in the words of the page. */
export function takesBack(remark: string): boolean {
  const isTold = /\b(?:removed from \w|deleted: |not needed elsewhere|fails nothing)/.test(remark);
  if (isTold) return false;
  const own =
    /(?:^|[^a-z ]) *(?:do not do this|not executed|cannot be (?:executed|shown)|i take this back|optional|if needed|by assumption|to show|no rule applies|old value|previous)\)? *$/;
  if (own.test(remark)) return true;
  return /[✗✘❌]|(?:^|[^a-z ]) *(?:(?:this|it|that|the plan|this plan) (?:is )?)?(?:wrong|false|fails|(?:does not|doesn't) follow|cannot be (?:done|derived)|not (?:needed|proven)|no *$)/.test(
    remark,
  );
}

/** True where numbers go back from one line to the next, unless to the first of them and no number is there twice in a part. */
export function goesBack(lines: readonly string[]): boolean {
  const numbers = lines
    .map((line) => /^(?:step |line |l|[(#[])?(\d+(?:\.\d+)?)[.):\]]?\S* /.exec(line)?.[1])
    .filter((number) => number !== undefined)
    .map(Number);
  const parts: number[][] = [];
  for (const number of numbers) {
    if (number >= (parts.at(-1)?.at(-1) ?? Infinity)) parts.at(-1)?.push(number);
    else parts.push([number]);
  }
  const hasTwice = parts.some((part) => new Set(part).size < part.length);
  return parts.some(([first]) => first !== numbers[0]) || (parts.length > 1 && hasTwice);
}

/** Lines of a list without blanks, bullets, and numbers that count up from 0 or 1. */
export function listItems(text: string): string[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim().replace(/^[-*+•] +(?:\[x\] +)?/, ""))
    .filter((line) => line !== "");
  for (const [first, step] of [
    [0, 1],
    [1, 1],
    [1, 0],
  ] as const) {
    const numbered = lines.map(
      (line, at) => new RegExp(`^\\(?${first + step * at}(?:[.):]| -) *(.+)$`).exec(line)?.[1],
    );
    if (lines.length > 1 && numbered.every((line) => line !== undefined)) return numbered;
  }
  return lines;
}
