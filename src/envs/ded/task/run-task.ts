import { solveChain } from "../goals/chain.ts";
import { solveChoose } from "../goals/choose.ts";
import { solveCut } from "../goals/cut.ts";
import { solveGroup } from "../goals/group.ts";
import { solveLine } from "../goals/line.ts";
import { solvePair } from "../goals/pair.ts";
import { solveStretch } from "../goals/stretch.ts";
import { solveTally } from "../goals/tally.ts";
import type { Instance } from "./instance.ts";
import { groundOf } from "./ground.ts";
import { Scene } from "./scene.ts";
import type { Goal, Task } from "./task.ts";

/** What a right program prints for an input: the interpreter of tasks. */
export function runTask(task: Task, { columns, parameters }: Instance): string {
  return runGoal(
    task,
    new Scene(
      groundOf(
        task,
        columns.map((column) => Float64Array.from(column)),
      ),
      parameters,
    ),
  );
}

/** The same where quantities and marks are worked out already. */
export function runGoal({ goal, none }: Pick<Task, "goal" | "none">, scene: Scene): string {
  const numbers = solve(goal, scene);
  return numbers === null ? none : numbers.join(" ");
}

function solve(goal: Goal, scene: Scene): readonly number[] | null {
  switch (goal.goal) {
    case "tally":
      return solveTally(goal, scene);
    case "stretch":
      return solveStretch(goal, scene);
    case "pair":
      return solvePair(goal, scene);
    case "group":
      return solveGroup(goal, scene);
    case "choose":
      return solveChoose(goal, scene);
    case "chain":
      return solveChain(goal, scene);
    case "cut":
      return solveCut(goal, scene);
    case "line":
      return solveLine(goal, scene);
  }
}
