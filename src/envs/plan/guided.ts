import type { Random } from "../../core/index.ts";
import { nearestTo, perimeterOf, type Perimeter } from "./perimeter.ts";
import { cameFrom, joined, type Side, type Sides } from "./sides.ts";
import type { Came, Way } from "./task.ts";

/** No action changes more objects. */
const MOST_CHANGED = 3;

/** How a search from one side to the perimeter around the other ranks: by actions made and by the guide's figure. */
export interface Weights {
  readonly made: number;
  readonly left: number;
}

/** A way with the states that were looked at for it; an empty way where the steps were used up. */
export interface Found {
  readonly way: Way;
  readonly steps: number;
}

/** What a search goes by, of a state: how few objects stand otherwise than in the nearest of the rim, or another figure. */
export type Figure = (states: number) => number;

/**
 * Breadth-first search around one side with `around` steps, and a best-first search towards its rim from the other one.
 *
 * A step is a state with all that can be done in it or can have led to it, on either side. What cannot keep the limit is
 * left out, so nothing is missed: without an end to the steps a plan is found where there is one. Of equals one is drawn.
 */
export function guided(
  sides: Sides,
  isFromGoal: boolean,
  around: number,
  steps: number,
  weights: Weights,
  random: Random,
  figure?: Figure,
): Found {
  return guidedTo(sides, isFromGoal, rimmed(sides, isFromGoal, around), steps, weights, random, figure);
}

/** A perimeter around the side that is not searched from, with the distance to its rim. */
export interface Rimmed {
  readonly perimeter: Perimeter;
  readonly away: Uint8Array;
}

export function rimmed({ task, beginning, goal }: Sides, isFromGoal: boolean, around: number): Rimmed {
  const [mine, other] = isFromGoal ? [goal, beginning] : [beginning, goal];
  const perimeter = perimeterOf(other, mine.roots, task.count, around);
  return { perimeter, away: nearestTo(perimeter.rim, task.count) };
}

/** The search towards a perimeter that is known; its steps count. */
export function guidedTo(
  { task, beginning, goal }: Sides,
  isFromGoal: boolean,
  { perimeter, away }: Rimmed,
  steps: number,
  { made, left }: Weights,
  random: Random,
  figure: Figure = (states) => away[states] as number,
): Found {
  const side = isFromGoal ? goal : beginning;
  const { came: around, radius } = perimeter;
  const came = cameFrom(side, task.count);
  const whole = (met: number): Way => (isFromGoal ? joined(task, around, came, met) : joined(task, came, around, met));
  let looked = perimeter.steps;
  if (perimeter.met !== -1) {
    return { way: (around.depth[perimeter.met] as number) <= task.limit ? whole(perimeter.met) : [], steps: looked };
  }
  // Ranks begin at 0 where those that were made make one better.
  const least = made < 0 ? -made * task.limit : 0;
  const rank = (states: number, depth: number): number => least + made * depth + left * figure(states);
  const queue = ranked(random);
  for (const root of side.roots) queue.put(root, rank(root, 0));
  const takenAt = new Int16Array(task.count).fill(-1);
  const can = new Int16Array(side.actions.length);
  while (looked < steps) {
    const states = queue.take();
    if (states === -1) break;
    if (takenAt[states] === came.depth[states]) continue;
    takenAt[states] = came.depth[states] as number;
    looked += 1;
    const depth = (came.depth[states] as number) + 1;
    const possible = side.doable.list(states, can);
    for (let place = 0; place < possible; place += 1) {
      const at = can[place] as number;
      const next = states ^ (side.actions[at]?.flip ?? 0);
      const known = came.depth[next] as number;
      if (known !== -1 && known <= depth) continue;
      const rest = around.depth[next] as number;
      const least = rest === -1 ? radius + Math.ceil((away[next] as number) / MOST_CHANGED) : rest;
      if (depth + least > task.limit) continue;
      came.depth[next] = depth;
      came.by[next] = at;
      if (rest !== -1) return { way: whole(next), steps: looked };
      queue.put(next, rank(next, depth));
    }
  }
  return { way: [], steps: looked };
}

/**
 * Best-first search from both sides by turns, each towards the states that the other one has reached and not looked at.
 *
 * @param turn states that a side looks at until it is the other one's turn
 */
export function frontToFront(sides: Sides, steps: number, turn: number, { made, left }: Weights, random: Random): Way {
  const { task, beginning, goal } = sides;
  const both = [beginning, goal].map((side) => ({
    side,
    came: cameFrom(side, task.count),
    open: new Set(side.roots),
  }));
  for (let looked = 0, at = 0; looked < steps; at = 1 - at) {
    const [mine, other] = [both[at], both[1 - at]] as [(typeof both)[0], (typeof both)[0]];
    const away = nearestTo(other.open, task.count);
    const queue = ranked(random);
    const rank = (states: number): number =>
      made * (mine.came.depth[states] as number) + left * (away[states] as number);
    for (const states of mine.open) queue.put(states, rank(states));
    for (let turns = 0; turns < turn && looked < steps;) {
      const states = queue.take();
      if (states === -1 && turns === 0) return [];
      if (states === -1) break;
      if (!mine.open.delete(states)) continue;
      looked += 1;
      turns += 1;
      const met = spread(mine.side, mine.came, other.came, states, task.limit, (next) => {
        mine.open.add(next);
        queue.put(next, rank(next));
      });
      if (met !== -1) return joined(task, (both[0] as typeof mine).came, (both[1] as typeof mine).came, met);
    }
  }
  return [];
}

/** What comes next on one side; the state at which a way within the limit is whole, or -1. */
function spread(
  { actions, doable }: Side,
  { by, depth }: Came,
  other: Came,
  states: number,
  limit: number,
  put: (next: number) => void,
): number {
  const can = new Int16Array(actions.length);
  const possible = doable.list(states, can);
  const deeper = (depth[states] as number) + 1;
  for (let place = 0; place < possible && deeper <= limit; place += 1) {
    const at = can[place] as number;
    const next = states ^ (actions[at]?.flip ?? 0);
    const known = depth[next] as number;
    if (known !== -1 && known <= deeper) continue;
    depth[next] = deeper;
    by[next] = at;
    const rest = other.depth[next] as number;
    if (rest !== -1 && deeper + rest <= limit) return next;
    put(next);
  }
  return -1;
}

/** States that wait, by rank; of equals one is drawn. */
function ranked(random: Random) {
  const waiting: number[][] = [];
  return {
    put(states: number, rank: number): void {
      while (waiting.length <= rank) waiting.push([]);
      waiting[rank]?.push(states);
    },
    take(): number {
      for (const bucket of waiting) {
        const last = bucket.pop();
        if (last === undefined) continue;
        const at = random.below(bucket.length + 1);
        if (at === bucket.length) return last;
        const drawn = bucket[at] as number;
        bucket[at] = last;
        return drawn;
      }
      return -1;
    },
  };
}
