import type { Random } from "../../../core/index.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { forgetSomething, misread } from "./misread.ts";
import { asksForProgram, readingsOf, type ReadTask } from "./read-task.ts";
import { writeConstant, writeProgram } from "./write-program.ts";

/** Programming: read an English statement and write a program that does what it says. */
export const dedSkill: TaskSkill = {
  name: "DED",
  recognises: (prompt: Prompt) => asksForProgram(prompt.question),
  answer(prompt: Prompt, random: Random, budget: Budget): string {
    const [task] = readingsOf(prompt.question);
    if (task === undefined) return "I do not understand this task.";
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const understood = understand(task, random, budget);
    const program =
      budget.solver === "random"
        ? writeConstant(task.exampleOutput, task.asFunction)
        : writeProgram(slips ? forgetSomething(understood, random) : understood);
    return [
      `The task has ${task.quantities.length} quantities. ${METHODS[budget.solver]}.`,
      "```python",
      program.trimEnd(),
      "```",
    ].join("\n");
  },
};

const METHODS: Record<Solver, string> = {
  random: "I print what the example shows",
  majority: "I count items, and leave the rest to others",
  walksat: "I write down what I have read, as carefully as I can in the time given",
  full: "I write down what I have read",
};

/** What is left of a task in the mind of a model: the more steps of search it is allowed, the less is misread. */
function understand(task: ReadTask, random: Random, budget: Budget): ReadTask {
  if (budget.solver === "majority") return { ...task, goal: { goal: "tally", measure: "count", of: null } };
  return budget.solver === "walksat" ? misread(task, budget.flipsPerVariable + 2, random) : task;
}
