import { AffineError, challengeId } from "../core/index.ts";
import { levelOf, type Place } from "./evaluator/place.ts";
import { splitSeed, type Split } from "./evaluator/splits.ts";

/** The longest list of tasks in one answer. */
const MOST_LISTED = 10_000;

/** A numbered question of a split, in the form that OpenEnv and ORS share. */
export interface Task {
  /** The challenge id: it says all there is to know. */
  readonly id: string;
  readonly split: string;
  readonly index: number;
  /** The level; null for parameters of another kind. */
  readonly difficulty: number | null;
  /** What such tasks have in common, for curricula. */
  readonly group: string;
}

/** @throws AffineError `invalid_input` for a number that the split does not have. */
export function taskAt(place: Place, split: Split, index: number): Task {
  const { info } = place.environment;
  const seed = splitSeed(place.environment, split, index);
  const id = challengeId({ env: info.name, version: info.version, params: place.params, seed });
  const difficulty = levelOf(place);
  const group = difficulty === null ? info.name : `${info.name}@${difficulty}`;
  return { id, split: split.name, index, difficulty, group };
}

/** Every task of a split. @throws AffineError `unsupported` for one that is too long to list. */
export function allTasks(place: Place, split: Split): Task[] {
  if (split.size <= MOST_LISTED) return tasksIn(place, split, 0, split.size);
  throw new AffineError("unsupported", `The split ${split.name} has ${split.size} tasks, too many for one list.`, {
    hint: "Use num_tasks with task or task_range.",
  });
}

/**
 * Tasks start..stop-1 as Python slices a list: negative numbers count from the end, what is beyond is left out.
 *
 * @throws AffineError `invalid_input` for more than can be listed at once.
 */
export function sliceOfTasks(place: Place, split: Split, start: number | null, stop: number | null): Task[] {
  const at = (index: number): number => Math.min(split.size, Math.max(0, index < 0 ? split.size + index : index));
  const [from, below] = [at(start ?? 0), at(stop ?? split.size)];
  if (below - from <= MOST_LISTED) return tasksIn(place, split, from, below);
  throw new AffineError("invalid_input", `${below - from} tasks are too many for one answer.`, {
    hint: `Ask for at most ${MOST_LISTED} at a time.`,
  });
}

function tasksIn(place: Place, split: Split, from: number, below: number): Task[] {
  return Array.from({ length: Math.max(0, below - from) }, (_, at) => taskAt(place, split, from + at));
}
