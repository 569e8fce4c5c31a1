import { withoutPlace } from "../extract/index.ts";
import { isStepOf, type PlanWords } from "./plan-words.ts";

/** Where a comment begins behind a step; `step #1` has none. */
const COMMENT = /(?<=[a-z0-9_)\].,;][ \t]{0,16})(?<!^[^a-z]{0,16}(?:step|line|action)[ \t]{0,16})(?:#|\/\/|--(?!>))/;
/** Between two steps in brackets on one line; the bracket behind the number of a step is none. */
const NEXT =
  /(?<!(?:^|[\s([])#?\d{1,6})\)[ \t]{0,16}[,;]?[ \t]{0,16}(?:->|=>|→|⇒|(?:and then|then|and)\b)?[ \t]{0,16}(?=[a-z(]|[([]?\d{1,4}[.)\]][ \t]{0,16}[a-z(])/gm;
/** A step in brackets of its own: `(a b)` or `a(b)`, or one behind "then"; `not (a b)` and `needs (a b)` are none. */
const BRACKETED =
  /^(?:(?:first|then|and then|next|finally|and)[,:]?[ \t]{1,8})?(?!not\b)((?:[a-z][a-z0-9_-]{0,63})?\([^()]*\)|[a-z][a-z0-9_-]{0,63}[ \t]{1,16}\([^()]*\))\.?$/;
const HAS_BLANK = /^[a-z][a-z0-9_-]{0,63}[ \t]/;
/** A dash, a colon or an arrow behind a step in brackets, and what it says of it. */
const SAID_BEHIND = /\)[ \t]{0,8}(?::|-|->|=>|→|⇒)[ \t]{1,8}(?=[a-z])/;
const IN_BRACKETS = /^\(([^()]*)\)[.,;]?$/;
const COMMENT_LINE = /^(?:[-*+•][ \t]{1,8})?(?:#{1,6}|\/\/|--(?!>))[ \t]{0,16}/;
const SUB_BULLET = /^[ \t]{1,32}[-*+•◦▪][ \t]{1,8}(?=[a-z])/;
const MARK = " # ";

/**
 * A plan with all that only remarks on it behind `#`: what stands behind a semicolon, unless these are steps in brackets one and
 * all, behind a dash or a colon, in brackets that are no step, and on lines further in than the steps. Several steps of a line
 * are lines of their own.
 */
export function withMarkedComments(text: string, words: PlanWords): string {
  const isFurtherIn = text.split("\n").some((line) => /^\S/.test(line));
  return text
    .split("\n")
    .map((line) => {
      const bullet = isFurtherIn ? SUB_BULLET.exec(line)?.[0] : undefined;
      const isReason = bullet !== undefined && !words.actions.has(/[a-z0-9_-]+/.exec(line)?.[0] ?? "");
      if (isReason) return `#${line.slice(bullet.length - 1)}`;
      const bare = line.trim();
      return remarkOf(bare, words) === null ? withMarkedRemark(withoutSemicolons(bare, words), words) : bare;
    })
    .join("\n");
}

/** Behind a step without brackets nobody could tell a remark from the next step: there it is a step. */
function withoutSemicolons(line: string, words: PlanWords): string {
  const at = line.indexOf(";");
  const comment = line.search(COMMENT);
  if (at === -1 || (comment !== -1 && comment < at)) return line;
  const [first = "", ...others] = line.split(";").map((part) => part.trim());
  const isBare = first !== "" && !first.includes("(");
  const areSteps = first.endsWith(")") && others.every((part) => part === "" || isStep(part, words));
  if (isBare || areSteps) return [first, ...others].join("\n");
  const said = others.join(";").replace(/^[;\s]+/, "");
  return said === "" ? first : first === "" ? `; ${said}` : `${first}${MARK}${said}`;
}

function isStep(part: string, words: PlanWords): boolean {
  const step = BRACKETED.exec(part)?.[1];
  if (step === undefined) return false;
  const name = /[a-z0-9_-]+/.exec(step)?.[0] ?? "";
  return HAS_BLANK.test(step) ? words.actions.has(name) : isStepOf(words, step) || !hasFact(step, words);
}

function hasFact(step: string, { facts }: PlanWords): boolean {
  return (step.match(/[a-z0-9_-]+/g) ?? []).some((word) => facts.has(word));
}

/** What a dash, a colon or brackets say behind a step, as a comment. */
function withMarkedRemark(text: string, words: PlanWords): string {
  return text
    .split("\n")
    .map((line) => {
      const comment = line.search(COMMENT);
      const at = line.search(SAID_BEHIND);
      if (at === -1 || (comment !== -1 && comment < at)) return line;
      const sign = /^[ \t]*(?:->|=>|→|⇒|[:-])[ \t]*/.exec(line.slice(at + 1))?.[0] ?? "";
      const said = line.slice(at + 1 + sign.length);
      const isArrow = /[>→⇒]/.test(sign);
      const isStep = isArrow ? mayBeNext(said, words) : words.actions.has(/^[a-z0-9_-]+/.exec(said)?.[0] ?? "");
      return isStep ? line : `${line.slice(0, at + 1)}${MARK}${said}`;
    })
    .join("\n");
}

/** Behind an arrow stands the next step as often as not: whatever is in brackets, or begins as a step does, or as words before one. */
function mayBeNext(said: string, words: PlanWords): boolean {
  const name = /^[a-z0-9_-]+/.exec(said)?.[0] ?? "";
  if (/^(?:first|then|and|next|finally)$/.test(name) || words.actions.has(name)) return true;
  return isStepOf(words, said) || (/^[a-z0-9_-]+[ \t]?\(/.test(said) && !words.facts.has(name));
}

/** Several steps of a line on lines of their own; of the facts in a comment behind them none is a step. */
export function oneStepALine(text: string, words: PlanWords): string {
  return text
    .split("\n")
    .map((line) => {
      if (remarkOf(line.trim(), words) !== null) return line;
      const at = line.search(COMMENT);
      const [steps, comment] = at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at)];
      return withBracketsMarked(steps.replace(NEXT, ")\n"), words) + comment;
    })
    .join("\n");
}

/** `(a b)` and `(it is free)` below it as one line, if the latter is no step. */
function withBracketsMarked(text: string, words: PlanWords): string {
  if (!text.includes("\n")) return text;
  const lines: string[] = [];
  for (const piece of text.split("\n")) {
    const said = IN_BRACKETS.exec(piece.trim())?.[1];
    const above = lines.at(-1);
    if (said === undefined || above === undefined || isStepOf(words, said)) lines.push(piece);
    else lines[lines.length - 1] = `${above}${MARK}${said}`;
  }
  return lines.join("\n");
}

/** What a line remarks that holds nothing else; `null` for one that does, also where it only seems to be taken out: `# (a b)`. */
export function remarkOf(line: string, words: PlanWords): string | null {
  if (line.startsWith(";")) return line;
  if (!COMMENT_LINE.test(line)) return null;
  const said = line.replace(COMMENT_LINE, "");
  const step = withoutPlace(/^#\d/.test(line) ? line : said);
  const isTakenOut =
    /^[a-z0-9_-]*[ \t]?\(/.test(step) && isStepOf(words, /^[a-z0-9_-]*[ \t]?\([^()]*\)/.exec(step)?.[0] ?? "");
  return isTakenOut ? null : line;
}
