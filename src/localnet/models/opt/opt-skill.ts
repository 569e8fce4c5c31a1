import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { anneal } from "./anneal.ts";
import { readItems } from "./read-items.ts";

/** Choices that the strongest model looks at; the others look at as many as they are allowed flips, times this. */
const MOST_LOOKS = 800_000;
const LOOKS_A_FLIP = 60;

/** Choosing under constraints, by exchanges. */
export const optSkill: TaskSkill = {
  name: "OPT",
  recognises: ({ question }: Prompt) => question.startsWith("Choose some of the items below"),
  answer({ question }, random, budget) {
    const task = readItems(question);
    if (task === null) return "I see no items to choose from.";
    const best = anneal(task, random, looksOf(budget));
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const names = [...best].filter((_, at) => !slips || at > 0);
    return `This is the best that I have found.\n<answer>${names.join(" ")}</answer>`;
  },
};

function looksOf({ solver, flipsPerVariable }: Budget): number {
  if (solver === "random" || solver === "majority") return 1;
  return solver === "full" ? MOST_LOOKS : flipsPerVariable * LOOKS_A_FLIP;
}
