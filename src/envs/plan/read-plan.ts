import { listedItems, listLines, plainAnswer, withoutHeading } from "../extract/index.ts";

/** More than any plan that may count; what is longer is not read to its end. */
const MOST_STEPS = 1_000;
const MOST_LINE = 512;
const WORD = "[a-z][a-z0-9_-]{0,63}";
/** `Step 3:`, `3.`, `0.003:` as planners print the time, `then`. */
const PLACE =
  "(?:(?:(?:step|action)[ \\t]*)?\\d{1,6}(?:\\.\\d{1,6})?[ \\t]*[.):-][ \\t]*|(?:first|then|next|finally)[,:]?[ \\t]+(?=\\())?";
/** A duration or cost in square brackets, or a remark of a programming language. */
const REMARK = "(?:\\[[^\\]\\n]*\\]|(?:#|//|--)[^\\n]*)?";
const STEP = new RegExp(
  `^${PLACE}[*\`]{0,2}\\(?\\s*(${WORD})((?:[\\s,(]+${WORD})*)[\\s,;)]*[*\`]{0,2}[.,;]?\\s*${REMARK}$`,
);
/** Between two steps in brackets on one line. */
const NEXT =
  /\)[ \t]{0,16}[,;]?[ \t]{0,16}(?:->|=>|→|⇒|(?:and then|then|and)\b)?[ \t]{0,16}(?=[a-z(]|\d{1,4}[.)][ \t]{0,16}[a-z(])/g;

/** The words of each step, or why the answer is no plan. */
export type ReadPlan =
  | { readonly valid: true; readonly steps: readonly (readonly string[])[] }
  | { readonly valid: false; readonly reason: "empty_plan" | "too_many_steps" | "bad_step"; readonly step: number };

/**
 * Reads a plan as planners and people write them: `(name a b)`, `name(a, b)` or `name a b`, one a line or several behind
 * one another in brackets, with bullets, numbers, `Step 1:`, times, a JSON list of texts or of lists, a heading, or
 * comments behind `;`. Letters in either case.
 */
export function readPlan(answer: string): ReadPlan {
  const text = withoutHeading(plainAnswer(answer).toLowerCase());
  const lines = listLines(listedItems(withoutComments(text)).replace(NEXT, ")\n"));
  if (lines.length === 0) return { valid: false, reason: "empty_plan", step: 0 };
  if (lines.length > MOST_STEPS) return { valid: false, reason: "too_many_steps", step: lines.length };
  const steps: string[][] = [];
  for (const line of lines) {
    const found = line.length > MOST_LINE ? null : STEP.exec(line);
    if (found === null) return { valid: false, reason: "bad_step", step: steps.length + 1 };
    steps.push([found[1] as string, ...((found[2] as string).match(/[a-z][a-z0-9_-]*/g) ?? [])]);
  }
  return { valid: true, steps };
}

/** Without what stands behind a semicolon, unless these are steps in brackets one and all: `(a b); (c d)`. */
function withoutComments(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const [first = "", ...others] = line.split(";").map((part) => part.trim());
      const areSteps = first.endsWith(")") && others.every((part) => part === "" || /^\([^()]*\)$/.test(part));
      return areSteps ? [first, ...others].join("\n") : first;
    })
    .join("\n");
}
