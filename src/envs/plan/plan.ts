import { defineEnvironment } from "../define-environment.ts";
import { checkPlan } from "./check-plan.ts";
import { generatePlan } from "./generate-plan.ts";
import { PLAN_DEFAULT_LEVEL, PLAN_LEVELS, PLAN_SCORED_LEVELS } from "./plan-levels.ts";
import type { PlanSecret } from "./problem.ts";
import { planStudy } from "./study/plan-study.ts";

/** Planning in domains that nobody has seen: typed STRIPS with operators drawn at random, under names that mean nothing. */
export const planEnvironment = defineEnvironment<PlanSecret>({
  name: "PLAN",
  aliases: ["PLANNING"],
  version: "1",
  title: "Find a plan",
  description: "Actions that lead from a beginning to a goal in a random typed STRIPS domain, in few enough steps.",
  answerFormat: "<answer>(name object object) …</answer>: one action a line",
  levels: PLAN_LEVELS.map(({ level }) => level),
  scoredLevels: PLAN_SCORED_LEVELS,
  defaultLevel: PLAN_DEFAULT_LEVEL,
  maxAttempts: 500,
  generate: generatePlan,
  check: checkPlan,
  study: planStudy,
});
