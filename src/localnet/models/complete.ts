import { canonicalJson, Random } from "../../core/index.ts";
import { type PromptMessage, promptOf } from "./prompt.ts";
import { SKILLS } from "./skills.ts";
import type { Budget } from "./task-skill.ts";

/** What a request says about chance. */
export interface Sampling {
  readonly seed: number;
  /** Fresh luck of this one request; absent where the answer must repeat. */
  readonly nonce?: string;
}

/**
 * What a model says. It depends on the strength of the model, the conversation and the sampling, and on nothing else:
 * two models of one strength under two names say the same.
 */
export function complete(budget: Budget, messages: readonly PromptMessage[], sampling: Sampling): string {
  const prompt = promptOf(messages);
  const skill = SKILLS.find((candidate) => candidate.recognises(prompt));
  if (skill === undefined) return "I do not know this kind of task, so I have no answer to give.";
  const { solver, flipsPerVariable, mistakeThousandths } = budget;
  const strength = canonicalJson({ solver, flipsPerVariable, mistakeThousandths });
  const conversation = JSON.stringify(messages.map(({ role, content }) => [role, content]));
  const random = Random.from("affine/local-model/v1", strength, conversation, sampling.seed, sampling.nonce ?? "");
  return skill.answer(prompt, random, budget);
}
