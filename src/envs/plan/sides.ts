import { doableIn, type Doable } from "./doable.ts";
import type { Action } from "./ground.ts";
import { wayBack, type Came, type Task, type Way } from "./task.ts";

/** Where a search goes out from, and the actions as it does them: from the goal they are undone. */
export interface Side {
  readonly roots: readonly number[];
  readonly actions: readonly Action[];
  readonly doable: Doable;
}

export interface Sides {
  readonly task: Task;
  readonly beginning: Side;
  readonly goal: Side;
}

export function sidesOf(task: Task): Sides {
  const { actions, start, ends, count, doable } = task;
  const undone = actions.map((action): Action => ({ ...action, want: action.want ^ action.flip }));
  return {
    task,
    beginning: { roots: [start], actions, doable },
    goal: { roots: ends, actions: undone, doable: doableIn(undone, count) },
  };
}

/** A search's memory in which only its roots are. */
export function cameFrom({ roots }: Side, count: number): Came {
  const came: Came = { by: new Int16Array(count), depth: new Int16Array(count).fill(-1) };
  for (const root of roots) came.depth[root] = 0;
  return came;
}

/** From the beginning to where two searches met, and on to the goal. */
export function joined(task: Task, ahead: Came, behind: Came, met: number): Way {
  const rest = [...wayBack(task, behind, met)].reverse();
  return [...wayBack(task, ahead, met), ...rest];
}
