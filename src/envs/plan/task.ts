import { doableIn, type Doable } from "./doable.ts";
import { groundActions, packed, stateCount, type Action } from "./ground.ts";
import type { Problem, Step } from "./problem.ts";

/** A problem as a search sees it. */
export interface Task {
  readonly actions: readonly Action[];
  readonly start: number;
  readonly count: number;
  readonly goal: { readonly states: number; readonly mask: number };
  /** All states in which the goal holds. */
  readonly ends: readonly number[];
  readonly limit: number;
  /** Which of the actions can be done. */
  readonly doable: Doable;
}

/** Actions by their numbers. */
export type Way = readonly number[];

export function taskOf(problem: Problem, limit: number): Task {
  const { types, start } = problem;
  const goal = packed(types, problem.goal);
  const actions = groundActions(problem);
  const count = stateCount(types);
  return {
    actions,
    start: packed(types, start).states,
    count,
    goal,
    ends: endsOf(types, goal),
    limit,
    doable: doableIn(actions, count),
  };
}

/** The goal with the objects that it says nothing about in all their states. */
function endsOf(types: Problem["types"], { states, mask }: Task["goal"]): number[] {
  let ends = [states];
  let bit = 0;
  for (const { objects, states: possible } of types) {
    for (let object = 0; object < objects.length; object += 1, bit += 2) {
      if (((mask >> bit) & 3) !== 0) continue;
      ends = ends.flatMap((end) => possible.map((_, state) => end | (state << bit)));
    }
  }
  return ends;
}

export function can({ actions }: Task, states: number, at: number): boolean {
  const { mask, want } = actions[at] as Action;
  return (states & mask) === want;
}

/** The states after an action. */
export function after({ actions }: Task, states: number, at: number): number {
  return states ^ (actions[at] as Action).flip;
}

export function isReached({ goal }: Task, states: number): boolean {
  return (states & goal.mask) === goal.states;
}

/** By states: the action that led to them, and how many there were; -1 where nothing did. */
export interface Came {
  readonly by: Int16Array;
  readonly depth: Int16Array;
}

/** The way that led to some states. */
export function wayBack(task: Task, { by, depth }: Came, end: number): Way {
  const way: number[] = [];
  for (let now = end; (depth[now] as number) > 0;) {
    const at = by[now] as number;
    way.push(at);
    now = after(task, now, at);
  }
  return way.reverse();
}

/** The steps of a way. */
export function stepsOf({ actions }: Task, way: Way): Step[] {
  return way.map((at) => (actions[at] as Action).step);
}
