import type { Random } from "../../../core/index.ts";
import type { ReadTask } from "./read-task.ts";

/** A task of which each sentence is misread with a chance of one in `odds`. */
export function misread(task: ReadTask, odds: number, random: Random): ReadTask {
  const slips = (): boolean => random.chance(1, odds);
  return {
    ...task,
    quantities: task.quantities.map(({ name, is }) => ({ name, is: slips() ? misreadNumbers(is, random) : is })),
    marks: task.marks.map(({ name, when }) => ({ name, when: slips() ? misreadNumbers(when, random) : when })),
    keep: task.keep !== null && slips() ? { ...task.keep, marked: !task.keep.marked } : task.keep,
    goal: slips() ? { ...task.goal, aim: "longest", measure: "count" } : task.goal,
  };
}

/** A slip of the pen: one thing that was read gets lost. */
export function forgetSomething(task: ReadTask, random: Random): ReadTask {
  const { fields } = task;
  const forgotten = task.quantities[random.below(Math.max(1, task.quantities.length))];
  if (forgotten === undefined)
    return { ...task, goal: { goal: "tally", measure: "count", of: null }, none: "0", keep: null };
  const quantities = task.quantities.map((quantity) =>
    quantity === forgotten ? { name: quantity.name, is: { how: "value", of: { op: "own", of: fields[0] } } } : quantity,
  );
  return { ...task, quantities };
}

/** Every number of a sentence one too large, or, where it has none, its first two parts for each other. */
function misreadNumbers(part: unknown, random: Random): unknown {
  const by = random.chance(1, 2) ? 1 : 2;
  const text = JSON.stringify(part);
  const changed = text.replace(/(?<=":)-?\d+/g, (number) => String(Number(number) + by));
  return JSON.parse(
    changed === text ? text.replace('"op":"plus"', '"op":"minus"').replace('"op":"own"', '"op":"place"') : changed,
  ) as unknown;
}
