import { extractTagged } from "../extract/index.ts";
import type { Verdict } from "../verdict.ts";
import type { PlanSecret } from "./problem.ts";
import { wordsOf } from "./plan-words.ts";
import { readPlan } from "./read-plan.ts";
import { simulate } from "./simulate.ts";

/** 1000 for any plan of at most `limit` steps that reaches the goal, 0 with a reason for everything else. */
export function checkPlan({ problem, optimum, limit }: PlanSecret, completion: unknown): Verdict {
  const asked = { optimum, limit };
  const extraction = extractTagged(completion, "answer");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: asked };
  const extracted = extraction.answer;
  const read = readPlan(extracted, wordsOf(problem));
  if (!read.valid) return { thousandths: 0, reason: read.reason, extracted, metrics: { ...asked, step: read.step } };
  const steps = read.steps.length;
  if (steps > limit) return { thousandths: 0, reason: "too_many_steps", extracted, metrics: { ...asked, steps } };
  const { fault, step, held } = simulate(problem, read.steps);
  const metrics = { ...asked, steps, step, goals: problem.goal.length, held };
  return { thousandths: fault === null ? 1000 : 0, reason: fault ?? "correct", extracted, metrics };
}
