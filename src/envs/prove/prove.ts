import { defineEnvironment } from "../define-environment.ts";
import { checkProve } from "./check-prove.ts";
import { generateProve } from "./generate-prove.ts";
import { PROVE_DEFAULT_LEVEL, PROVE_LEVELS, PROVE_SCORED_LEVELS } from "./prove-levels.ts";
import { proveStudy } from "./study/prove-study.ts";
import type { ProveSecret } from "./theory.ts";

/** Proofs in random Horn theories, line by line, checked by an exact kernel. */
export const proveEnvironment = defineEnvironment<ProveSecret>({
  name: "PROVE",
  aliases: ["PROVING"],
  version: "1",
  title: "Prove a goal",
  description: "A proof, line by line, of a goal that follows from facts and Horn rules under names that mean nothing.",
  answerFormat: "<answer>tumil(rovak, sipon) …</answer>: one line for each thing that follows",
  levels: PROVE_LEVELS.map(({ level }) => level),
  scoredLevels: PROVE_SCORED_LEVELS,
  defaultLevel: PROVE_DEFAULT_LEVEL,
  maxAttempts: 500,
  generate: generateProve,
  check: checkProve,
  study: proveStudy,
});
