import { doableIn } from "./doable.ts";
import type { Action } from "./ground.ts";

/** Everything that can be reached from a beginning, breadth first. */
export interface Explored {
  /** Numbers of states in the order in which they were reached. */
  readonly order: Int32Array;
  readonly reached: number;
  /** Steps to each number of states; -1 where it cannot be reached, or was not. */
  readonly distance: Int16Array;
  /** The action by which each was reached first. */
  readonly by: Int16Array;
}

/**
 * Breadth-first search.
 *
 * @param count how many numbers of states there are
 * @param found ends the search when it says so of a state that is reached
 */
export function explore(
  actions: readonly Action[],
  start: number,
  count: number,
  found: (states: number) => boolean = () => false,
): Explored {
  const order = new Int32Array(count);
  const distance = new Int16Array(count).fill(-1);
  const by = new Int16Array(count);
  const doable = doableIn(actions, count);
  const can = new Int16Array(actions.length);
  const flips = Int32Array.from(actions, ({ flip }) => flip);
  order[0] = start;
  distance[start] = 0;
  let reached = 1;
  let isFound = found(start);
  for (let head = 0; head < reached && !isFound; head += 1) {
    const states = order[head] as number;
    const possible = doable.list(states, can);
    for (let place = 0; place < possible; place += 1) {
      const at = can[place] as number;
      const next = states ^ (flips[at] as number);
      if (distance[next] !== -1) continue;
      distance[next] = (distance[states] as number) + 1;
      by[next] = at;
      order[reached] = next;
      reached += 1;
      if (found(next)) {
        isFound = true;
        break;
      }
    }
  }
  return { order, reached, distance, by };
}

/** The actions on the way that the search took to some states, by their numbers. */
export function wayTo({ distance, by }: Explored, actions: readonly Action[], states: number): number[] {
  const way: number[] = [];
  let now = states;
  while ((distance[now] as number) > 0) {
    const at = by[now] as number;
    way.push(at);
    now ^= actions[at]?.flip ?? 0;
  }
  return way.reverse();
}
