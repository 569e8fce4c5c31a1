import {
  announcedAnswer,
  isOutOfOrder,
  isRemarkLine,
  listedItems,
  listLines,
  objectsAsCalls,
  objectsAsLines,
  placeOf,
  rowsAsLines,
  takesBack,
  withoutChecks,
  withoutName,
  withoutPlace,
} from "../extract/index.ts";
import { tellsAnotherOrder } from "./told-order.ts";

/** More than any plan that may count; what is longer is not read to its end. */
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
/** Between two steps in brackets on one line; the bracket behind the number of a step is none. */
const NEXT =
  /(?<!(?:^|[\s([])#?\d{1,6})\)[ \t]{0,16}[,;]?[ \t]{0,16}(?:->|=>|→|⇒|(?:and then|then|and)\b)?[ \t]{0,16}(?=[a-z(]|[([]?\d{1,4}[.)\]][ \t]{0,16}[a-z(])/gm;
/** Where a comment begins behind a step; `step #1` has none. */
const COMMENT = /(?<=[a-z0-9_)\].,;][ \t]{0,16})(?<!^[^a-z]{0,16}(?:step|line|action)[ \t]{0,16})(?:#|\/\/|--(?!>))/;
/** A number before a step in brackets, on every line. */
const COUNTED = /^(\d{1,6})[ \t]{1,16}(?=\()/;
/** A last line that is no step. */
const END = /^(?:done|end(?: of (?:the )?plan)?|(?:the )?goal (?:is )?(?:reached|achieved))[.!]?$/;
/** A remark that is nothing but the number of a step. */
const OWN_STEP = /(?:#|\/\/|--|\[)[ \t]*(?:this is )?step[ \t]{0,8}#?(\d{1,6})\W*$/;
/** Brackets of LISP around all steps, which have their own. */
const IN_BRACKETS = /^\(\s*(\([\s\S]*\))\s*\)$/;

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
 * comments behind `;`. Letters in either case. What a remark takes back, and what numbers put into another order than the lines
 * have, is no plan.
 */
export function readPlan(answer: string): ReadPlan {
  const told = rowsAsLines(withoutChecks(announcedAnswer(answer.toLowerCase())).replace(MARKUP, ""));
  const { text, comments } = withoutComments(objectsAsCalls(objectsAsLines(withoutName(told), KEYS)));
  const bare = text.trim().replace(IN_BRACKETS, "$1");
  const all = withoutCounts(listLines(oneStepALine(listedItems(bare))));
  const lines = all.filter((line, at) => !isRemarkLine(line) && !(at > 0 && at === all.length - 1 && END.test(line)));
  if (lines.length === 0) return fail("empty_plan", 0);
  if (lines.length > MOST_STEPS) return fail("too_many_steps", lines.length);
  const steps: string[][] = [];
  let takenBack = [...comments, ...all.filter(isRemarkLine)].some(takesBack) ? 0 : -1;
  for (const line of lines) {
    const found = line.length > MOST_LINE ? null : STEP.exec(withoutPlace(line).replace(THEN, ""));
    if (found === null) return fail("bad_step", steps.length + 1);
    steps.push([found[1] as string, ...((found[2] as string).match(/[a-z][a-z0-9_-]*/g) ?? [])]);
    if (takenBack === -1 && takesBack(found[3] ?? "")) takenBack = steps.length;
  }
  const isTurned = [...comments.map((comment) => `;${comment}`), ...all].some(tellsAnotherOrder);
  const isElsewhere = lines.some((line, at) => Number(OWN_STEP.exec(line)?.[1] ?? at + 1) !== at + 1);
  if (isTurned || isElsewhere || isOutOfOrder(lines.map(placeOf)) || areWordsOutOfOrder(lines))
    return fail("steps_out_of_order", 0);
  if (takenBack !== -1) return fail("step_taken_back", takenBack);
  return { valid: true, steps };
}

/** Several steps of a line on lines of their own; of the facts in a comment behind them none is a step. */
function oneStepALine(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const at = line.search(COMMENT);
      return at === -1 ? line.replace(NEXT, ")\n") : line.slice(0, at).replace(NEXT, ")\n") + line.slice(at);
    })
    .join("\n");
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

/** A step in brackets of its own: `(a b)` or `a(b)`; `not (a b)` is none. */
const BRACKETED = /^(?!not\b)(?:[a-z][a-z0-9_-]{0,63})?[ \t]{0,16}\([^()]*\)\.?$/;

/**
 * Without what stands behind a semicolon, unless these are steps in brackets one and all: `(a b); (c d)`. Behind a step
 * without brackets nobody could tell a remark from the next step: there it is a step.
 */
function withoutComments(answer: string): { readonly text: string; readonly comments: readonly string[] } {
  const comments: string[] = [];
  const text = answer
    .split("\n")
    .map((line) => {
      const [first = "", ...others] = line.split(";").map((part) => part.trim());
      const isBare = first !== "" && !first.includes("(");
      const areSteps = first.endsWith(")") && others.every((part) => part === "" || BRACKETED.test(part));
      if (isBare || areSteps) return [first, ...others].join("\n");
      if (others.length > 0) comments.push(others.join(";"));
      return first;
    })
    .join("\n");
  return { text, comments };
}
