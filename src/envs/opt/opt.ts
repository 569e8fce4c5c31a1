import { defineEnvironment } from "../define-environment.ts";
import { checkOpt } from "./check-opt.ts";
import { generateOpt } from "./generate-opt.ts";
import { OPT_DEFAULT_LEVEL, OPT_LEVELS, OPT_SCORED_LEVELS } from "./opt-levels.ts";
import type { OptSecret } from "./problem.ts";
import { optStudy } from "./study/opt-study.ts";

/** Choosing under constraints with partial credit: how far a choice lies above what greedy ways reach. */
export const optEnvironment = defineEnvironment<OptSecret>({
  name: "OPT",
  aliases: ["OPTIMISATION", "OPTIMIZATION"],
  version: "1",
  title: "Choose the best items",
  description: "Items under two budgets with exclusions, needs and bonuses; scored between greedy and the optimum.",
  answerFormat: "<answer>rovak lumis …</answer>: the names of the chosen items",
  levels: OPT_LEVELS.map(({ level }) => level),
  scoredLevels: OPT_SCORED_LEVELS,
  defaultLevel: OPT_DEFAULT_LEVEL,
  maxAttempts: 500,
  generate: generateOpt,
  check: checkOpt,
  study: optStudy,
});
