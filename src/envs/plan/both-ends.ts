import type { Action } from "./ground.ts";
import { after, isReached, type Task, type Way } from "./task.ts";

/** Some objects' states from which the goal can be reached, and how. */
interface Part {
  readonly mask: number;
  readonly states: number;
  readonly at: number;
  readonly next: Part | null;
}

/**
 * Breadth-first search from the beginning and, over what has to hold before an action, from the goal (regression), until
 * they meet; the smaller of the two outermost layers goes on.
 *
 * A step is a state, or some objects' states, with all that can be done in it or can have led to it.
 */
export function fromBothEnds(task: Task, steps: number): Way {
  const by = new Map([[task.start, -1]]);
  const known = new Set<number>();
  let ahead: number[] = [task.start];
  let behind: Part[] = [{ ...task.goal, at: -1, next: null }];
  for (let left = steps; ahead.length > 0 && behind.length > 0;) {
    const isAhead = ahead.length <= behind.length;
    left -= isAhead ? ahead.length : behind.length;
    if (isAhead) {
      const layer = left < 0 ? ahead.slice(0, left) : ahead;
      ahead = forth(task, by, layer);
    } else {
      const layer = left < 0 ? behind.slice(0, left) : behind;
      behind = before(task, known, layer);
    }
    const met = meeting(ahead, behind);
    if (met !== null) return joined(task, by, met.states, met.part);
    if (left <= 0) return [];
  }
  return [];
}

/** The first states ahead that some part behind holds in. */
function meeting(ahead: readonly number[], behind: readonly Part[]): { states: number; part: Part } | null {
  const masks = Int32Array.from(behind, ({ mask }) => mask);
  const wants = Int32Array.from(behind, ({ states }) => states);
  for (const states of ahead) {
    for (let at = 0; at < masks.length; at += 1) {
      if ((states & (masks[at] as number)) === wants[at]) return { states, part: behind[at] as Part };
    }
  }
  return null;
}

/** What the actions that can be done lead to for the first time. */
function forth(task: Task, by: Map<number, number>, layer: readonly number[]): number[] {
  const found: number[] = [];
  const can = new Int16Array(task.actions.length);
  for (const states of layer) {
    const possible = task.doable.list(states, can);
    for (let place = 0; place < possible; place += 1) {
      const at = can[place] as number;
      const next = after(task, states, at);
      if (by.has(next)) continue;
      by.set(next, at);
      found.push(next);
    }
  }
  return found;
}

/** What has to hold before each of the actions that bring about some of it, and none that hinders it. */
function before({ actions }: Task, known: Set<number>, layer: readonly Part[]): Part[] {
  const found: Part[] = [];
  for (const part of layer) {
    for (let at = 0; at < actions.length; at += 1) {
      const { mask, want, flip } = actions[at] as Action;
      const changed = 3 * ((flip | (flip >> 1)) & 0x55555555);
      if ((changed & part.mask) === 0 || ((want ^ flip ^ part.states) & mask & part.mask) !== 0) continue;
      const earlier = { mask: part.mask | mask, states: (part.states & ~mask) | want, at, next: part };
      if (isNew(known, earlier)) found.push(earlier);
    }
  }
  return found;
}

function isNew(known: Set<number>, { mask, states }: Part): boolean {
  const key = mask * 2 ** 16 + states;
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

/** The way to where they met, and from there to the goal. */
function joined(task: Task, by: ReadonlyMap<number, number>, met: number, part: Part): Way {
  const way: number[] = [];
  for (let now = met; now !== task.start;) {
    const at = by.get(now) as number;
    way.push(at);
    now = after(task, now, at);
  }
  way.reverse();
  for (let states = met, rest: Part | null = part; rest !== null && !isReached(task, states); rest = rest.next) {
    way.push(rest.at);
    states = after(task, states, rest.at);
  }
  return way;
}
