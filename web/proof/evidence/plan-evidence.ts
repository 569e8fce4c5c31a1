import type { Placed, PlanSecret, Problem } from "../../../src/envs/plan/problem.ts";
import { wordsOf } from "../../../src/envs/plan/plan-words.ts";
import { readPlan } from "../../../src/envs/plan/read-plan.ts";
import { simulate } from "../../../src/envs/plan/simulate.ts";
import { several, type Facts } from "./facts.ts";

const MOST_GOALS = 8;

/** The step that cannot be done, or the parts of the goal that do not hold in the end. */
export function planEvidence({ problem }: PlanSecret, extracted: string): Facts {
  const read = readPlan(extracted, wordsOf(problem));
  if (!read.valid) return read.step === 0 ? [] : [["step that cannot be read", String(read.step)]];
  const { fault, step } = simulate(problem, read.steps);
  if (fault === null) return [];
  if (fault !== "goal_not_reached") {
    return [["step that cannot be done", `${step}: (${(read.steps[step - 1] ?? []).join(" ")})`]];
  }
  const missing = problem.goal.filter((part) => simulate({ ...problem, goal: [part] }, read.steps).held === 0);
  return [
    [
      "goal that is not reached",
      several(
        missing.map((part) => words(problem, part)),
        MOST_GOALS,
      ),
    ],
  ];
}

function words({ types }: Problem, { type, object, state }: Placed): string {
  const { objects = [], states = [] } = types[type] ?? {};
  return `(${states[state] ?? ""} ${objects[object] ?? ""})`;
}
