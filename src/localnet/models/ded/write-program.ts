import { translate } from "./lesson.ts";
import { MATRIX_LESSONS } from "./lessons-matrix.ts";
import { NUMBER_LESSONS } from "./lessons-numbers.ts";
import { PRINTING_LESSONS } from "./lessons-printing.ts";
import { readingLessons } from "./lessons-reading.ts";
import { RULE_LESSONS } from "./lessons-rules.ts";
import { WORD_LESSONS } from "./lessons-words.ts";
import type { ReadTask } from "./read-task.ts";

const BEFORE = readingLessons("before");
const AFTER = readingLessons("after");
const STEPS = [...NUMBER_LESSONS, ...WORD_LESSONS, ...MATRIX_LESSONS];

/** A program for a task, sentence by sentence; sentences that were never learnt are passed over and counted. */
export function writeProgram(task: ReadTask): { readonly program: string; readonly unknown: number } {
  const parts = [
    translate(BEFORE, task.reading),
    ...task.rules.map((rule) => translate(RULE_LESSONS, rule)),
    translate(AFTER, task.reading),
    ...task.steps.map((step) => translate(STEPS, step)),
    translate(PRINTING_LESSONS, task.printing),
  ];
  const known = parts.filter((part) => part !== null);
  const body = ["lines = text.split('\\n')", ...known, "return out"].filter((part) => part !== "").join("\n");
  return { program: wrapped(body, task.asFunction), unknown: parts.length - known.length };
}

/** A program that prints the same whatever it reads. */
export function writeConstant(output: string, asFunction: boolean): string {
  return wrapped(`return ${JSON.stringify(output)}`, asFunction);
}

function wrapped(body: string, asFunction: boolean): string {
  const indented = body
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
  return `def solve(text):\n${indented}\n${asFunction ? "" : "\nimport sys\nprint(solve(sys.stdin.read()))\n"}`;
}
