import { environment, type GeneratedChallenge } from "../../src/envs/index.ts";

/** A completion that scores 1, as the environment's own study writes it. */
export function rightAnswer({ env, params, seed }: Pick<GeneratedChallenge, "env" | "params" | "seed">): string {
  const found = environment(env);
  const answer = found.study?.oracle(found.generate(params, seed));
  if (typeof answer !== "string") throw new Error(`${env} has no study, or many turns.`);
  return answer;
}
