import { cameFrom, type Side } from "./sides.ts";
import type { Came } from "./task.ts";

/** All states that are so near to the goal or to the beginning, with a way for each. */
export interface Perimeter {
  readonly came: Came;
  /** Reached, but not looked at: whoever comes in comes through one of these. */
  readonly rim: readonly number[];
  /** No state of the rim is nearer than this. */
  readonly radius: number;
  /** States that were looked at. */
  readonly steps: number;
  /** A state of the other side's roots that was reached, with which nothing is left to do; -1 else. */
  readonly met: number;
}

/** Breadth-first search from one side that stops after so many states. */
export function perimeterOf(side: Side, others: readonly number[], count: number, steps: number): Perimeter {
  const came = cameFrom(side, count);
  const { by, depth } = came;
  const reached = [...side.roots];
  const can = new Int16Array(side.actions.length);
  const flips = Int32Array.from(side.actions, ({ flip }) => flip);
  const wanted = new Set(others);
  let met = -1;
  let looked = 0;
  for (; looked < reached.length && looked < steps && met === -1; looked += 1) {
    const states = reached[looked] as number;
    const possible = side.doable.list(states, can);
    for (let place = 0; place < possible && met === -1; place += 1) {
      const at = can[place] as number;
      const next = states ^ (flips[at] as number);
      if (depth[next] !== -1) continue;
      depth[next] = (depth[states] as number) + 1;
      by[next] = at;
      reached.push(next);
      if (wanted.has(next)) met = next;
    }
  }
  const rim = reached.slice(looked);
  return { came, rim, radius: rim.length === 0 ? Infinity : (depth[rim[0] as number] as number), steps: looked, met };
}

/**
 * For all numbers of states: how few objects stand otherwise than in the nearest of some states.
 *
 * One object after the other: what it takes to get there by changing this one, or none.
 */
export function nearestTo(some: Iterable<number>, count: number): Uint8Array {
  const away = new Uint8Array(count).fill(2 ** 8 - 2);
  for (const states of some) away[states] = 0;
  for (let one = 1; one < count; one *= 4) {
    for (let block = 0; block < count; block += 4 * one) {
      for (let states = block; states < block + one; states += 1) {
        const a = away[states] as number;
        const b = away[states + one] as number;
        const c = away[states + 2 * one] as number;
        const d = away[states + 3 * one] as number;
        const best = 1 + Math.min(a, b, c, d);
        if (a > best) away[states] = best;
        if (b > best) away[states + one] = best;
        if (c > best) away[states + 2 * one] = best;
        if (d > best) away[states + 3 * one] = best;
      }
    }
  }
  return away;
}
