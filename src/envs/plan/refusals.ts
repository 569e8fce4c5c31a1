import type { Random } from "../../core/index.ts";
import { fromBothEnds } from "./both-ends.ts";
import { frontToFront, guidedTo, rimmed, type Weights } from "./guided.ts";
import { informedClimb, lazyBestFirst, relaxedWalk, wholePlans, type Ranks } from "./informed.ts";
import { CERTAIN, chanceOfRandomWays } from "./luck.ts";
import type { PlanLevel } from "./plan-levels.ts";
import { bestFirst, climb } from "./searches.ts";
import { sidesOf } from "./sides.ts";
import type { Task, Way } from "./task.ts";

/** Searches of each kind that must not find a plan. */
const STUMBLES = 3;
/** Climbs by relaxed plans. */
const CLIMBS = [
  { costs: "sum", guide: "plan", isHelped: true },
  { costs: "sum", guide: "cost", isHelped: false },
] as const;
/** Best-first searches by relaxed plans and by their costs, each with an order of its own. */
const RANKS: readonly Ranks[] = [
  { costs: "sum", guide: "plan", made: 0, left: 1, idle: 1 },
  { costs: "sum", guide: "cost", made: 0, left: 1, idle: 1 },
  { costs: "most", guide: "plan", made: 0, left: 2, idle: 1 },
];
/** Of ten steps, those that are spent around one side before a search sets out from the other one; the likeliest first. */
const AROUND = [3, 5, 1, 7] as const;
/** The nearest of the rim first, and of equals the one with the most actions made, or any; or rather one with few. */
const NEAREST: readonly Weights[] = [
  { made: -1, left: 16 },
  { made: 0, left: 1 },
  { made: 1, left: 8 },
];
/** The one, of these, by which both sides are guided, and the states that a side looks at until it is the other's turn. */
const BY_TURNS = { turn: 8, weights: { made: 0, left: 1 } } as const;

/** Actions drawn at random may find one plan in so many ways; of longer plans (level 4: one in 20,000) they find fewer by themselves. */
const LUCK = 3_000;
const LUCKY_LENGTH = 12;

/** Whether a short search finds a plan that counts: by what of the goal is missing, by relaxed plans, from both sides. */
export function isStumbledOn(task: Task, { refused: steps }: PlanLevel, random: Random): boolean {
  const counts = (way: Way): boolean => way.length > 0 && way.length <= task.limit;
  if (task.limit <= LUCKY_LENGTH && chanceOfRandomWays(task) * LUCK > CERTAIN) return true;
  if (isMetHalfway(task, steps, random)) return true;
  if (counts(relaxedWalk(task, steps, "sum", random, STUMBLES))) return true;
  if (counts(wholePlans(task, steps, "sum", random, STUMBLES))) return true;
  if (CLIMBS.some((by) => counts(informedClimb(task, steps, by, random, STUMBLES)))) return true;
  for (let run = 0; run < STUMBLES; run += 1) {
    if (counts(bestFirst(task, steps, false, random)) || counts(climb(task, steps, random))) return true;
  }
  if (counts(fromBothEnds(task, steps))) return true;
  return RANKS.some((ranks) => counts(lazyBestFirst(task, steps, ranks, random)));
}

/** Breadth-first search around one side and a guided one from the other, in several shares; or both guided, by turns. */
function isMetHalfway(task: Task, steps: number, random: Random): boolean {
  const sides = sidesOf(task);
  for (const share of AROUND) {
    for (const isFromGoal of [true, false]) {
      const rim = rimmed(sides, isFromGoal, Math.floor((steps * share) / 10));
      if (NEAREST.some((weights) => guidedTo(sides, isFromGoal, rim, steps, weights, random).way.length > 0))
        return true;
    }
  }
  if (frontToFront(sides, steps, BY_TURNS.turn, BY_TURNS.weights, random).length > 0) return true;
  const { perimeter } = rimmed(sides, false, Math.floor((steps * AROUND[0]) / 10));
  return RANKS.some((ranks) => lazyBestFirst(task, steps, ranks, random, perimeter).length > 0);
}
