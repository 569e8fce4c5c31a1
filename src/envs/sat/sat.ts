import { defineEnvironment } from "../define-environment.ts";
import { checkSat } from "./check-sat.ts";
import type { PlantedFormula } from "./formula.ts";
import { generateSat } from "./generate-sat.ts";
import { SAT_DEFAULT_LEVEL, SAT_LEVELS, SAT_SCORED_LEVELS } from "./sat-levels.ts";
import { satCustomSchema, type SatCustom } from "./sat-params.ts";
import { satStudy } from "./study/sat-study.ts";

const levels = SAT_LEVELS.map(({ level }) => level);

/** Boolean satisfiability with balanced planted formulas: easy to check, hard to guess, no two alike. */
export const satEnvironment = defineEnvironment<PlantedFormula, SatCustom>({
  name: "SAT",
  aliases: ["SATISFIABILITY"],
  version: "2",
  title: "Find a satisfying assignment",
  description: "Values for Boolean variables that satisfy every clause of a balanced 3-SAT formula with a solution.",
  answerFormat: "<answer>1 -2 3 …</answer>: one signed number for every variable, or x1=True, x2=False, …",
  levels,
  scoredLevels: SAT_SCORED_LEVELS,
  defaultLevel: SAT_DEFAULT_LEVEL,
  customParams: satCustomSchema,
  maxAttempts: 200,
  generate: generateSat,
  check: checkSat,
  study: satStudy,
});
