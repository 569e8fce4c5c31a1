import { MAX_SOUGHT_CHARACTERS, MAX_STEPS, type Analysis } from "./analysis.ts";
import { isPlain, type Kind } from "./kind.ts";
import type { Expression } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

/** A value that decides which way to go. */
export function truth(kind: Kind, line: number, analysis: Analysis): void {
  if (kind.of === "question" || kind.of === "length") analysis.fact(line);
}

export function requirePlain(kind: Kind, line: number, what: string): void {
  if (!isPlain(kind)) throw new TemplateDefect(line, `a message's text as ${what}`);
}

/** One more method that cuts a text. */
export function cut(kind: Extract<Kind, { of: "question" }>, line: number): Extract<Kind, { of: "question" }> {
  if (kind.part !== "no") throw new TemplateDefect(line, "a method of a single character");
  const steps = kind.steps + 1;
  if (steps <= MAX_STEPS) return { ...kind, steps };
  const why = Number.isFinite(steps)
    ? `more than ${MAX_STEPS} methods on one text`
    : "a method of a text kept over a loop";
  throw new TemplateDefect(line, why);
}

/** A text that stands in the template, short enough to be a mark and not a table. */
export function seek(sought: Expression, line: number): void {
  if (sought.kind !== "literal") throw new TemplateDefect(line, "a search for more than a text of the template");
  if (typeof sought.value === "string" && sought.value.length > MAX_SOUGHT_CHARACTERS) {
    throw new TemplateDefect(line, `a search for a text of more than ${MAX_SOUGHT_CHARACTERS} characters`);
  }
}
