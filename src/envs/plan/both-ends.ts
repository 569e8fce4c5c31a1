import type { Action } from "./ground.ts";
import { after, can, isReached, type Task, type Way } from "./task.ts";

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
      behind = layer.flatMap((part) => before(task, part)).filter((part) => isNew(known, part));
    }
    for (const states of ahead) {
      const met = behind.find((part) => (states & part.mask) === part.states);
      if (met !== undefined) return joined(task, by, states, met);
    }
    if (left <= 0) return [];
  }
  return [];
}

/** What the actions that can be done lead to for the first time. */
function forth(task: Task, by: Map<number, number>, layer: readonly number[]): number[] {
  const found: number[] = [];
  for (const states of layer) {
    for (let at = 0; at < task.actions.length; at += 1) {
      const next = after(task, states, at);
      if (!can(task, states, at) || by.has(next)) continue;
      by.set(next, at);
      found.push(next);
    }
  }
  return found;
}

/** What has to hold before each of the actions that bring about some of it, and none that hinders it. */
function before({ actions }: Task, part: Part): Part[] {
  return actions.flatMap(({ mask, want, flip }: Action, at): Part[] => {
    const changed = (flip | (flip >> 1)) & 0x55555555;
    if (((3 * changed) & part.mask) === 0) return [];
    if (((want ^ flip ^ part.states) & mask & part.mask) !== 0) return [];
    return [{ mask: part.mask | mask, states: (part.states & ~mask) | want, at, next: part }];
  });
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
