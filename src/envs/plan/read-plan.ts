import { listLines, plainAnswer } from "../extract/index.ts";

/** More than any plan that may count; what is longer is not read to its end. */
const MOST_STEPS = 1_000;
const WORD = "[a-z][a-z0-9_-]{0,63}";
const STEP = new RegExp(`^(?:\\d{1,6}[.):][ \\t]*)?\\(?\\s*(${WORD})((?:[\\s,(]+${WORD})*)[\\s,;)]*$`);

/** The words of each step, or why the answer is no plan. */
export type ReadPlan =
  | { readonly valid: true; readonly steps: readonly (readonly string[])[] }
  | { readonly valid: false; readonly reason: "empty_plan" | "too_many_steps" | "bad_step"; readonly step: number };

/**
 * Reads a plan as planners and people write them: `(name a b)`, `name(a, b)` or `name a b`, one a line or several behind
 * one another in brackets, with bullets, numbers, a JSON list or comments behind `;`. Letters in either case.
 */
export function readPlan(answer: string): ReadPlan {
  const lines = listLines(
    withoutBrackets(plainAnswer(answer).toLowerCase())
      .replace(/;[^\n]*/g, "")
      .replace(/["'][ \t]*,?[ \t\n]*["']/g, "\n")
      .replace(/["']/g, "")
      .replace(/\)[ \t]*,?[ \t]*(?=[a-z(])/g, ")\n"),
  );
  if (lines.length === 0) return { valid: false, reason: "empty_plan", step: 0 };
  if (lines.length > MOST_STEPS) return { valid: false, reason: "too_many_steps", step: lines.length };
  const steps: string[][] = [];
  for (const line of lines) {
    const found = line.length > 512 ? null : STEP.exec(line);
    if (found === null) return { valid: false, reason: "bad_step", step: steps.length + 1 };
    steps.push([found[1] as string, ...((found[2] as string).match(/[a-z][a-z0-9_-]*/g) ?? [])]);
  }
  return { valid: true, steps };
}

/** A list's brackets around everything are taken off. */
function withoutBrackets(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
}
