import type { Random } from "../../../core/index.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { forgetStep, misread } from "./misread.ts";
import { readTask, type ReadTask } from "./read-task.ts";
import { writeConstant, writeProgram } from "./write-program.ts";

/** Programming: read an English statement and write the program it describes, sentence by sentence. */
export const dedSkill: TaskSkill = {
  name: "DED",
  recognises: (prompt: Prompt) => readTask(prompt.question) !== null,
  answer(prompt: Prompt, random: Random, budget: Budget): string {
    const task = readTask(prompt.question);
    if (task === null) return "I see no task in this.";
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const understood = understand(task, random, budget);
    const read = slips ? forgetStep(understood, random) : understood;
    const { program, unknown } =
      budget.solver === "random"
        ? { program: writeConstant(task.exampleOutput, task.asFunction), unknown: 0 }
        : writeProgram(read);
    const doubt = unknown === 0 ? "" : ` I passed over what I do not understand (${unknown}).`;
    return [
      `The task has ${task.rules.length} rules and ${task.steps.length} steps. ${METHODS[budget.solver]}.${doubt}`,
      "```python",
      program.trimEnd(),
      "```",
    ].join("\n");
  },
};

const METHODS: Record<Solver, string> = {
  random: "I print what the example shows",
  majority: "I read the input, print it as it should look, and leave the steps to others",
  walksat: "I write down sentence after sentence what I have read, as carefully as I can in the time given",
  full: "I write down sentence after sentence what I have read",
};

/** What is left of a task in the mind of a model: the more steps of search it is allowed, the fewer are misread. */
function understand(task: ReadTask, random: Random, budget: Budget): ReadTask {
  if (budget.solver === "majority") return { ...task, steps: [] };
  return budget.solver === "walksat" ? misread(task, budget.flipsPerVariable + 2, random) : task;
}
