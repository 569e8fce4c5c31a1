import type { Question } from "../../../study.ts";
import { Lessons } from "./lessons.ts";
import { pairsOf } from "./pairs.ts";

/** Readers by level. What a level teaches follows from the level alone; it is learnt when it is first asked for. */
const learnt = new Map<number, Lessons>();

/** What can be learnt from 10,000 pairs of the question's level. */
export function lessonsFor({ params }: Question): Lessons {
  const level = Number(params["level"]);
  let lessons = learnt.get(level);
  if (lessons === undefined) learnt.set(level, (lessons = new Lessons(pairsOf(level))));
  return lessons;
}

/** The statement of a prompt. */
export function statementIn(prompt: string): string {
  const start = prompt.indexOf("\nTask:\n") + "\nTask:\n".length;
  return prompt.slice(start, prompt.indexOf("\n\nConventions.", start));
}
