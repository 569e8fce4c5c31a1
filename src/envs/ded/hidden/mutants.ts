import { boundsOf, taskBounds } from "../task/bounds.ts";
import type { Slip } from "../task/slip.ts";
import type { Condition, Definition, Task, Term } from "../task/task.ts";
import { nearConditions, nearDefinitions } from "./near-terms.ts";
import { nearGoals } from "./near-goals.ts";

/** A task that differs from another in one point, or another reading of the same one. */
export interface Mutant {
  readonly task: Task;
  readonly slip: Slip | null;
}

/** All near misses of a task: each number, word and part of a clause, and each convention that may be misread. */
export function mutantsOf(task: Task): Mutant[] {
  const { quantities, marks, keep } = task;
  const changed = [
    ...quantities.flatMap((quantity, index) =>
      nearDefinitions(quantity.is).map((is) => ({ ...task, quantities: quantities.with(index, { ...quantity, is }) })),
    ),
    ...marks.flatMap((mark, index) =>
      nearConditions(mark.when).map((when) => ({ ...task, marks: marks.with(index, { ...mark, when }) })),
    ),
    ...nearGoals(task.goal).map((goal) => ({ ...task, goal })),
    ...(keep === null
      ? []
      : [
          { ...task, keep: null },
          { ...task, keep: { ...keep, marked: !keep.marked } },
        ]),
  ];
  return [...changed.map((other) => ({ task: other, slip: null })), ...slipsOf(task).map((slip) => ({ task, slip }))];
}

function slipsOf(task: Task): Slip[] {
  const { quantities, marks, keep, goal, parameters } = task;
  const shifts = parameters.flatMap((parameter) => [-1, 1].map((by): Slip => ({ slip: "shift", parameter, by })));
  const edges = quantities
    .filter(({ is }) => is.how !== "value" && is.how !== "choice")
    .map(({ name }): Slip => ({ slip: "edge", quantity: name }));
  const looksAround = quantities.some(({ is }) => looks(is)) || marks.some(({ when }) => conditionLooks(when));
  const measures =
    goal.goal === "choose" ||
    (goal.goal === "pair" && goal.apart !== null) ||
    (goal.goal === "group" && goal.score === "span");
  return [
    ...shifts,
    ...edges,
    ...(keep !== null && looksAround ? [{ slip: "kept first" } as const] : []),
    ...(keep !== null && measures ? [{ slip: "places among kept" } as const] : []),
    ...(goal.goal === "group" || goal.goal === "line" ? [{ slip: "tie" } as const] : []),
    ...(goal.goal === "choose" && boundsOf(taskBounds(task), goal.of).low < 0 ? [{ slip: "not none" } as const] : []),
  ];
}

/** True if a quantity of an item follows from other items, or from how many there are before it. */
function looks(definition: Definition): boolean {
  if (definition.how === "value") return termLooks(definition.of);
  if (definition.how !== "choice") return true;
  return conditionLooks(definition.when) || termLooks(definition.then) || termLooks(definition.otherwise);
}

function conditionLooks(condition: Condition): boolean {
  if ("first" in condition) return conditionLooks(condition.first) || conditionLooks(condition.second);
  return "of" in condition ? termLooks(condition.of) : termLooks(condition.left) || termLooks(condition.right);
}

function termLooks(term: Term): boolean {
  if (term.op === "before" || term.op === "place") return true;
  return "left" in term && (termLooks(term.left) || termLooks(term.right));
}
