import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { drawDomain } from "./draw-domain.ts";
import { explore, wayTo } from "./explore.ts";
import { groundActions, packed, stateCount, unpacked } from "./ground.ts";
import { PLAN_LEVELS, PLAN_SCORED_LEVELS } from "./plan-levels.ts";
import { planPrompt } from "./plan-prompt.ts";
import type { Placed, PlanSecret } from "./problem.ts";
import { isStumbledOn } from "./refusals.ts";
import { taskOf } from "./task.ts";

/** Goals that are tried in one domain. */
const GOALS_TRIED = 12;

/** A question of a level; `null` where the domain has no goal that is as far away as the level wants it. */
export function generatePlan(params: { readonly level: number }, random: Random): Generated<PlanSecret> | null {
  const level = PLAN_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const isScored = PLAN_SCORED_LEVELS.includes(level.level);
  const domain = drawDomain(level, random);
  const { types } = domain;
  const actions = groundActions(domain);
  const start = types.flatMap(({ objects, states }, type) =>
    objects.map((_, object): Placed => ({ type, object, state: random.below(states.length) })),
  );
  const found = explore(actions, packed(types, start).states, stateCount(types));
  const { order, reached, distance } = found;
  let deep = 0;
  while (deep < reached && (distance[order[deep] as number] as number) < level.depth) deep += 1;
  if (deep === reached) return null;
  for (let tried = 0; tried < GOALS_TRIED; tried += 1) {
    const wanted = unpacked(types, order[random.between(deep, reached - 1)] as number);
    const goal = random
      .sample(wanted.length, Math.min(level.goals, wanted.length))
      .sort((a, b) => a - b)
      .map((at) => wanted[at] as Placed);
    const { states, mask } = packed(types, goal);
    let nearest = 0;
    while (((order[nearest] as number) & mask) !== states) nearest += 1;
    const end = order[nearest] as number;
    const optimum = distance[end] as number;
    if (optimum < level.depth || optimum > level.depth + 1) continue;
    const plan = wayTo(found, actions, end).map((at) => (actions[at] as (typeof actions)[number]).step);
    const secret = { problem: { ...domain, start, goal }, optimum, limit: optimum + level.slack, plan };
    if (isScored && isStumbledOn(taskOf(secret.problem, secret.limit), level, random)) continue;
    const prompt = planPrompt(secret.problem, secret.limit);
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  }
  return null;
}
