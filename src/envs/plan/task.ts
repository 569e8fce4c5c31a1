import { groundActions, packed, stateCount, type Action } from "./ground.ts";
import type { Problem, Step } from "./problem.ts";

/** A problem as a search sees it. */
export interface Task {
  readonly actions: readonly Action[];
  readonly start: number;
  readonly count: number;
  readonly goal: { readonly states: number; readonly mask: number };
  readonly limit: number;
}

/** Actions by their numbers. */
export type Way = readonly number[];

export function taskOf(problem: Problem, limit: number): Task {
  const { types, start, goal } = problem;
  return {
    actions: groundActions(problem),
    start: packed(types, start).states,
    count: stateCount(types),
    goal: packed(types, goal),
    limit,
  };
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

/** The steps of a way. */
export function stepsOf({ actions }: Task, way: Way): Step[] {
  return way.map((at) => (actions[at] as Action).step);
}
