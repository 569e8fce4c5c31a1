import {
  announcedAnswer,
  isOutOfOrder,
  isPlaceLine,
  listedItems,
  listLines,
  objectsAsCalls,
  objectsAsLines,
  placeOf,
  rowsAsLines,
  saysSeveralTimes,
  takesBack,
  withoutChecks,
  withoutName,
  withoutPlace,
} from "../extract/index.ts";
import { oneStepALine, remarkOf, withMarkedComments } from "./plan-comments.ts";
import { withoutFacts, type PlanWords } from "./plan-words.ts";
import { isAnotherOrder, type PlacedRemark } from "./told-order.ts";

/** More steps, and more remarks between them, than any plan that may count; what is longer is not read to its end. */
const MOST_STEPS = 1_000;
const MOST_LINE = 512;
const WORD = "[a-z][a-z0-9_-]{0,63}";
/** A duration or cost in square brackets, or a remark of a programming language. */
const REMARK = "(\\[[^\\]\\n]*\\]|(?:#|//|--)[^\\n]*)?";
const STEP = new RegExp(`^\\(?\\s*(${WORD})((?:[\\s,(]+${WORD})*)[\\s,;)]*[.,;]?\\s*${REMARK}$`);
/** "Then" before a step in brackets. */
const THEN = /^(first|then|next|finally)[,:]?[ \t]+(?=\()/;
/** Bold, code marks and dollars around a step or its number. */
const MARKUP = /(?<![a-z0-9])[*`$]{1,3}|[*`$]{1,3}(?![a-z0-9])/g;
/** A number before a step in brackets, on every line. */
const COUNTED = /^(\d{1,6})[ \t]{1,16}(?=\()/;
/** A last line that is no step. */
const END = /^(?:done|end(?: of (?:the )?plan)?|(?:the )?goal (?:is )?(?:reached|achieved))[.!]?$/;
/** Brackets of LISP around all steps, which have their own: `((a b) (c d))`, `(plan (a b) (c d))`. */
const IN_BRACKETS =
  /^\(\s{0,64}(?::?(?:plan|solution|steps|actions|sequence)\s{1,64})?(\([\s\S]*\)(?:[ \t]*#[^\n]*)?)\s{0,64}\)$/;
/** `Action: (a b)`. */
const NAMED = /^(?:the )?(?:action|step|move|operator|command)[ \t]{0,8}:[ \t]{1,8}(?=[a-z(])/;
const COLUMN =
  /^(?:(?:the|my|grounded|ground|next|chosen|selected|pddl|plan|full|complete|final|planned|applied|executed|performed|taken|optimal|shortest|valid) )*(?:actions?|operators?|steps?|moves?|commands?|plan|solution|answer|calls?|instructions?|operations?|names?)(?: (?:actions?|operators?|steps?|calls?|names?|statement|expression|done|taken|executed|performed|in order|pddl|to (?:do|take|perform|execute)|(?:with |and )?(?:its |the )?(?:objects|args|arguments|parameters)))*$/;

const KEYS = {
  step: /^(?:action|step|operator|name|move|command)$/,
  remark:
    /^(?:why|reason|notes?|comment|remark|explanation|rationale|justification|effects?|preconditions?|result|state|cost|duration|description)$/,
};

/** The words of each step, or why the answer is no plan. */
export type ReadPlan =
  | { readonly valid: true; readonly steps: readonly (readonly string[])[] }
  | { readonly valid: false; readonly reason: PlanFailure; readonly step: number };

/** Why an answer is no plan. */
export type PlanFailure = "empty_plan" | "too_many_steps" | "bad_step" | "step_taken_back" | "steps_out_of_order";

/**
 * Reads a plan as planners and people write them: `(name a b)`, `name(a, b)` or `name a b`, one a line or several behind
 * one another in brackets, with bullets, numbers, `Step 1:`, times, a JSON list of texts, lists or objects, a table, a heading, or
 * comments. Letters in either case. What a remark takes back, and what numbers or words put into another order than the lines
 * have, is no plan.
 */
export function readPlan(answer: string, words: PlanWords): ReadPlan {
  const columns = { head: COLUMN, begins: (word: string) => words.actions.has(word) };
  const told = rowsAsLines(withoutChecks(announcedAnswer(answer.toLowerCase())).replace(MARKUP, ""), columns);
  const text = withMarkedComments(objectsAsCalls(objectsAsLines(withoutName(told), KEYS)), words);
  const { lines, remarks: around } = linesOf(text, words);
  if (lines.length === 0) return fail("empty_plan", 0);
  if (lines.length > MOST_STEPS) return fail("too_many_steps", lines.length);
  if (around.length > MOST_STEPS) return fail("bad_step", 0);
  const steps: string[][] = [];
  const remarks: PlacedRemark[] = [...around];
  for (const line of lines) {
    const found = line.length > MOST_LINE ? null : STEP.exec(withoutPlace(line).replace(NAMED, "").replace(THEN, ""));
    if (found === null) return fail("bad_step", steps.length + 1);
    steps.push([found[1] as string, ...((found[2] as string).match(/[a-z][a-z0-9_-]*/g) ?? [])]);
    if (found[3] !== undefined) remarks.push({ remark: found[3], before: steps.length, isOwnLine: false });
  }
  const places = lines.map(placeOf);
  if (isOutOfOrder(places) || areWordsOutOfOrder(lines) || isAnotherOrder(remarks, places, steps.length))
    return fail("steps_out_of_order", 0);
  const back = remarks.find(({ remark }) => isTakenBack(withoutFacts(words, remark)));
  if (back !== undefined) return fail("step_taken_back", back.isOwnLine ? 0 : back.before);
  return { valid: true, steps };
}

function isTakenBack(remark: string): boolean {
  return takesBack(remark) || saysSeveralTimes(remark);
}

/** Lines with a step each, and the remarks that stand on lines of their own. */
function linesOf(text: string, words: PlanWords) {
  const remarks: PlacedRemark[] = [];
  const remark = (line: string): string | null => (isPlaceLine(line) ? line : remarkOf(line, words));
  const all = text.split("\n").map((line) => line.trim());
  const from = all.findIndex((line) => line !== "" && remark(line) === null);
  const to = all.findLastIndex((line) => line !== "" && remark(line) === null) + 1;
  const bare = all.slice(Math.max(from, 0), to).join("\n").replace(IN_BRACKETS, "$1");
  const inner = oneStepALine(listedItems(bare), words).split("\n");
  const content: string[] = [];
  for (const line of [...all.slice(0, Math.max(from, 0)), ...inner, ...all.slice(to)].map((one) => one.trim())) {
    if (line === "") continue;
    if (remark(line) === null) content.push(line);
    else remarks.push({ remark: line, before: content.length, isOwnLine: true });
  }
  const lines = withoutCounts(listLines(content.join("\n")));
  return { lines: lines.filter((line, at) => !(at > 0 && at === lines.length - 1 && END.test(line))), remarks };
}

/** `1 (a b)` and `2 (c d)` without the numbers, where they count up: alone a number may as well say how often. */
function withoutCounts(lines: readonly string[]): readonly string[] {
  const from = Number(COUNTED.exec(lines[0] ?? "")?.[1]);
  const areCounted = from <= 1 && lines.every((line, at) => Number(COUNTED.exec(line)?.[1]) === from + at);
  return areCounted && lines.length > 1 ? lines.map((line) => line.replace(COUNTED, "")) : lines;
}

function fail(reason: PlanFailure, step: number): ReadPlan {
  return { valid: false, reason, step };
}

/** "First" on another line than the first, or "finally" before the last. */
function areWordsOutOfOrder(lines: readonly string[]): boolean {
  return lines.some((line, at) => {
    const word = THEN.exec(withoutPlace(line))?.[1];
    return (word === "first" && at > 0) || (word === "finally" && at < lines.length - 1);
  });
}
