import type { Random } from "../../../core/index.ts";
import type { ReadTask } from "./read-task.ts";

const NUMBER = /-?[0-9]+/g;

/** A task of which each sentence is misread with a chance of one in `odds`. */
export function misread(task: ReadTask, odds: number, random: Random): ReadTask {
  const reading = (sentence: string): string => (random.chance(1, odds) ? misreadSentence(sentence, random) : sentence);
  return { ...task, rules: task.rules.map(reading), steps: task.steps.map(reading) };
}

/** A slip of the pen: one step is forgotten. */
export function forgetStep(task: ReadTask, random: Random): ReadTask {
  const forgotten = random.below(task.steps.length + 1);
  return { ...task, steps: task.steps.filter((_, index) => index !== Math.min(forgotten, task.steps.length - 1)) };
}

/** One number of the sentence, off by one; a sentence without numbers is not understood at all. */
function misreadSentence(sentence: string, random: Random): string {
  const numbers = [...new Set(sentence.match(NUMBER))];
  if (numbers.length === 0) return "";
  const wrong = random.pick(numbers);
  return sentence.replace(NUMBER, (number) => (number === wrong ? String(Number(number) + 1) : number));
}
