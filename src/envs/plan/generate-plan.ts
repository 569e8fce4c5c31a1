import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { fromBothEnds } from "./both-ends.ts";
import { drawDomain } from "./draw-domain.ts";
import { explore, wayTo } from "./explore.ts";
import { groundActions, packed, stateCount, unpacked } from "./ground.ts";
import { informedClimb, lazyBestFirst, relaxedWalk, wholePlans, type Ranks } from "./informed.ts";
import { PLAN_LEVELS, PLAN_SCORED_LEVELS, type PlanLevel } from "./plan-levels.ts";
import { planPrompt } from "./plan-prompt.ts";
import type { Placed, PlanSecret } from "./problem.ts";
import { bestFirst, climb } from "./searches.ts";
import { taskOf, type Task, type Way } from "./task.ts";

/** Searches of each kind that must not find a plan. */
const STUMBLES = 3;
/** Climbs by relaxed plans. */
const CLIMBS = [
  { costs: "sum", guide: "plan", isHelped: true },
  { costs: "sum", guide: "cost", isHelped: false },
] as const;
/** Greedy best-first searches by relaxed plans and by their costs that must not find one, each with an order of its own. */
const RANKS: readonly Ranks[] = [
  { costs: "sum", guide: "plan", made: 0, left: 1, idle: 1 },
  { costs: "sum", guide: "cost", made: 0, left: 1, idle: 1 },
  { costs: "most", guide: "plan", made: 0, left: 2, idle: 1 },
];
/** Goals that are tried in one domain. */
const GOALS_TRIED = 12;

/** A question of a level; `null` where the domain has no goal that is as far away as the level wants it. */
export function generatePlan(params: { readonly level: number }, random: Random): Generated<PlanSecret> | null {
  const level = PLAN_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
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
    if (isStumbledOn(taskOf(secret.problem, secret.limit), level, random)) continue;
    const prompt = planPrompt(secret.problem, secret.limit);
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  }
  return null;
}

/** Whether a short search finds a plan that counts: by what of the goal is missing, by relaxed plans, from both ends. */
function isStumbledOn(task: Task, { level, tenth, looks }: PlanLevel, random: Random): boolean {
  if (!PLAN_SCORED_LEVELS.includes(level)) return false;
  const counts = (way: Way): boolean => way.length > 0 && way.length <= task.limit;
  if (counts(relaxedWalk(task, tenth, "sum", random, STUMBLES))) return true;
  if (counts(wholePlans(task, tenth, "sum", random, STUMBLES))) return true;
  if (CLIMBS.some((by) => counts(informedClimb(task, tenth, by, random, STUMBLES)))) return true;
  for (let run = 0; run < STUMBLES; run += 1) {
    if (counts(bestFirst(task, tenth, false, random)) || counts(climb(task, tenth, random))) return true;
  }
  if (counts(fromBothEnds(task, tenth))) return true;
  for (let look = 0; look < looks; look += 1) {
    if (RANKS.some((ranks) => counts(lazyBestFirst(task, tenth, ranks, random)))) return true;
  }
  return false;
}
