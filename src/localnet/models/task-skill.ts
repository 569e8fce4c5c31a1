import type { Random } from "../../core/index.ts";
import type { Solver } from "./model-config.ts";
import type { Prompt } from "./prompt.ts";

/** How much a model may do for one answer: work is counted, not timed, so that the same question has one answer. */
export interface Budget {
  readonly solver: Solver;
  readonly flipsPerVariable: number;
  /** How many answers of a thousand are to be spoilt. */
  readonly mistakeThousandths: number;
}

/** What a scripted model can do about one kind of task. A new kind is one more of these in `skills.ts`. */
export interface TaskSkill {
  readonly name: string;
  /** True when the prompt's words ask for this kind of task. Cheap, and never throws. */
  recognises(prompt: Prompt): boolean;
  /** The completion's text; a pure function of its arguments. Called only with prompts that it recognises. */
  answer(prompt: Prompt, random: Random, budget: Budget): string;
}
