import type { Condition, Definition, Goal, Task, Term } from "../task/task.ts";

/** Sizes that inputs may have at most. */
const SIZES: readonly number[] = [200_000, 150_000, 100_000, 70_000, 50_000, 30_000, 20_000];
/** Work of a right program for its largest input, in units of about 75 units of fuel: a good third of a run's fuel. */
const MOST_WORK = 4_500_000;

/** How many items an input of a task may have, so that a right program needs a third of its fuel. */
export function sizeFor(task: Pick<Task, "fields" | "quantities" | "marks" | "goal">): number {
  const anItem =
    3 * task.fields.length +
    task.quantities.reduce((sum, { is }) => sum + definitionWork(is), 0) +
    task.marks.reduce((sum, { when }) => sum + conditionWork(when), 0) +
    goalWork(task.goal);
  return SIZES.find((size) => size * anItem <= MOST_WORK) ?? 10_000;
}

function definitionWork(definition: Definition): number {
  switch (definition.how) {
    case "value":
      return 2 + termWork(definition.of);
    case "choice":
      return 2 + conditionWork(definition.when) + (termWork(definition.then) + termWork(definition.otherwise)) / 2;
    case "total":
    case "peak":
      return 4 + termWork(definition.of);
    case "twins":
    case "since":
    case "ahead":
      return 9;
  }
}

function conditionWork(condition: Condition): number {
  if ("first" in condition) return 1 + conditionWork(condition.first) + conditionWork(condition.second);
  return 2 + ("of" in condition ? termWork(condition.of) : termWork(condition.left) + termWork(condition.right));
}

function termWork(term: Term): number {
  if (!("left" in term)) return { own: 2, before: 4, place: 1, number: 0 }[term.op];
  const called = term.op === "gap" || term.op === "larger" || term.op === "smaller";
  return termWork(term.left) + termWork(term.right) + (called ? 4 : 2);
}

function goalWork(goal: Goal): number {
  switch (goal.goal) {
    case "stretch":
      return 14 + 14 * goal.limits.length;
    case "pair":
      return 18;
    case "tally":
    case "cut":
      return 4;
    case "group":
    case "choose":
    case "chain":
    case "line":
      return 14;
  }
}
