import type { Random } from "../../../core/index.ts";
import type { Task } from "../task/task.ts";
import { keepSentence, markSentence, quantitySentence } from "./definition-words.ts";
import { goalWords } from "./goal-words.ts";

/** How far a statement strays from the order in which a program would be written. */
export interface Telling {
  /** Quantities and marks may be told before those that they are made of. */
  readonly shuffled: boolean;
}

/** A task in words. The same task is told in many ways; `random` chooses one. */
export function statementOf(task: Task, { shuffled }: Telling, random: Random): string {
  const definitions = [
    ...task.quantities.map((quantity) => quantitySentence(quantity, task, random)),
    ...task.marks.map((mark) => markSentence(mark, task, random)),
  ];
  if (shuffled) random.shuffle(definitions);
  const keep = task.keep === null ? [] : [keepSentence(task.keep, task, random)];
  const goal = goalWords(task.goal, task, random);
  const goalFirst = shuffled && random.chance(1, 3);
  const parts = goalFirst
    ? [...keep, goal, ...definitions]
    : random.chance(1, 2) || definitions.length === 0
      ? [...definitions, ...keep, goal]
      : [...keep, ...definitions, goal];
  return `${inputWords(task, random)}\n\n${parts.join(random.chance(1, 2) ? " " : "\n").replaceAll("\n ", "\n")}`;
}

function inputWords({ item, items, fields, parameters, mostItems }: Task, random: Random): string {
  const told = fields.map(({ name, low, high }) => `its ${name} (from ${low} to ${high})`);
  const list = told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told.at(-1)}` : (told[0] ?? "");
  const first =
    parameters.length === 0
      ? `The first line of the input holds n, the number of ${items}`
      : `The first line of the input holds n, the number of ${items}, and then ${parameters.join(", ")}`;
  const most = String(mostItems).replace(/\B(?=(\d{3})+$)/g, ",");
  const bounds = `n is from 1 to ${most}${parameters.length === 0 ? "" : `, ${parameters.join(", ")} from 1 to 10^15`}`;
  return random.pick([
    `${first} (${bounds}). Each of the next n lines describes one ${item}: ${list}.`,
    `${first}; ${bounds}. Then come n lines, one for each ${item}, with ${list}.`,
  ]);
}
