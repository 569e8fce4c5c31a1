import type { Random } from "../../core/index.ts";
import { doableIn } from "./doable.ts";
import { explore, wayTo } from "./explore.ts";
import type { Action } from "./ground.ts";
import { wayBack, type Came, type Task, type Way } from "./task.ts";

/** Breadth-first search until the goal; a step is a state that was looked at, with all that can be done in it. */
export function breadthFirst({ actions, start, count, goal }: Task, steps = Infinity): { way: Way; steps: number } {
  let looked = 0;
  let end = -1;
  const found = explore(actions, start, count, (states) => {
    if ((states & goal.mask) !== goal.states) return false;
    end = states;
    return true;
  });
  const before = end === -1 ? -1 : end ^ (actions[found.by[end] as number]?.flip ?? 0);
  while (looked < found.reached && found.order[looked] !== before) looked += 1;
  return looked + 1 > steps || end === -1
    ? { way: [], steps: looked + 1 }
    : { way: wayTo(found, actions, end), steps: looked + 1 };
}

/**
 * Best-first search: of the states that were reached it takes the one with the fewest parts of the goal missing.
 *
 * Of equals it takes the one that was reached first; the order of actions is drawn.
 *
 * @param counts whether steps that were made count as well, as in A*
 */
export function bestFirst(task: Task, steps: number, counts: boolean, random: Random): Way {
  const { actions, start, goal, count } = task;
  const order = random.shuffle(actions.map((_, at) => at));
  const doable = doableIn(
    order.map((at) => actions[at] as Action),
    count,
  );
  const can = new Int16Array(actions.length);
  const came: Came = { by: new Int16Array(count), depth: new Int16Array(count).fill(-1) };
  // States by rank, with the place of the next one that was not taken yet.
  const waiting: { readonly states: number[]; next: number }[] = [];
  const put = (states: number, depth: number): void => {
    const rank = missing(task, states) + (counts ? depth : 0);
    while (waiting.length <= rank) waiting.push({ states: [], next: 0 });
    waiting[rank]?.states.push(states);
  };
  came.depth[start] = 0;
  put(start, 0);
  for (let left = steps; left > 0; left -= 1) {
    const bucket = waiting.find(({ states, next }) => next < states.length);
    if (bucket === undefined) break;
    const states = bucket.states[bucket.next] as number;
    bucket.next += 1;
    const depth = (came.depth[states] as number) + 1;
    const possible = doable.list(states, can);
    for (let place = 0; place < possible; place += 1) {
      const at = order[can[place] as number] as number;
      const next = states ^ (actions[at] as Action).flip;
      if (came.depth[next] !== -1) continue;
      came.depth[next] = depth;
      came.by[next] = at;
      if ((next & goal.mask) === goal.states) return wayBack(task, came, next);
      put(next, depth);
    }
  }
  return [];
}

/**
 * Walks of at most `limit` actions, each to where the fewest parts of the goal are missing and no walk was before, until
 * the steps are used up. Of equals it takes the first from a place of the actions that is drawn.
 */
export function climb(task: Task, steps: number, random: Random): Way {
  const { actions, start, limit, doable } = task;
  const can = new Int16Array(actions.length);
  for (let left = steps; left > 0;) {
    const way: number[] = [];
    const seen = new Set([start]);
    for (let states = start; way.length < limit && left > 0; left -= 1) {
      const from = random.below(actions.length);
      const possible = doable.list(states, can);
      let first = 0;
      while (first < possible && (can[first] as number) < from) first += 1;
      let best = { at: -1, left: Infinity };
      for (let place = 0; place < possible; place += 1) {
        const at = can[(first + place) % possible] as number;
        const { flip } = actions[at] as Action;
        if (seen.has(states ^ flip)) continue;
        const misses = missing(task, states ^ flip);
        if (misses < best.left) best = { at, left: misses };
      }
      if (best.at === -1) break;
      way.push(best.at);
      states ^= actions[best.at]?.flip ?? 0;
      seen.add(states);
      if (best.left === 0) return way;
    }
    if (way.length === 0) break;
  }
  return [];
}

/** Actions that can be done, drawn at random, until the goal or the limit. */
export function randomWay({ actions, start, goal, limit }: Task, random: Random): Way {
  const way: number[] = [];
  for (let states = start; way.length < limit && (states & goal.mask) !== goal.states;) {
    const possible = actions.flatMap(({ mask, want }, at) => ((states & mask) === want ? [at] : []));
    if (possible.length === 0) break;
    const at = random.pick(possible);
    way.push(at);
    states ^= actions[at]?.flip ?? 0;
  }
  return way;
}

/** Parts of the goal that do not hold. */
function missing({ goal }: Task, states: number): number {
  const wrong = (states ^ goal.states) & goal.mask;
  let bits = (wrong | (wrong >> 1)) & 0x55555555;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}
