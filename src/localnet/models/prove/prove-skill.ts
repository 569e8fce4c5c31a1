import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { deriveGoal } from "./derive-goal.ts";
import { readTheory } from "./read-theory.ts";

/** Facts that the strongest model derives; the others derive as many as they are allowed flips, times this. */
const MOST_FACTS = 3_000;
const FACTS_A_FLIP = 8;

/** Proving: see what follows, and from that what follows, until the goal does. */
export const proveSkill: TaskSkill = {
  name: "PROVE",
  recognises: ({ question }: Prompt) => question.includes("\nRules:\n") && question.includes("\nGoal: "),
  answer({ question }, random, budget) {
    const theory = readTheory(question);
    if (theory === null) return "I see no goal to prove.";
    const proof = deriveGoal(theory, factsOf(budget));
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const lines = proof === null ? [theory.goal] : slips ? proof.slice(1) : proof;
    return `This is what follows.\n<answer>\n${lines.join("\n")}\n</answer>`;
  },
};

function factsOf({ solver, flipsPerVariable }: Budget): number {
  if (solver === "random") return 0;
  if (solver === "majority") return FACTS_A_FLIP;
  return solver === "full" ? MOST_FACTS : flipsPerVariable * FACTS_A_FLIP;
}
