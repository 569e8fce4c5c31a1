import type { Scene } from "../task/scene.ts";
import type { ChainGoal } from "../task/task.ts";

/** The length of the longest chain, 0 where no item counts. */
export function solveChain({ link, earlier, later, step }: ChainGoal, scene: Scene): readonly number[] {
  const from = scene.values(earlier);
  if (link !== "step") return [longestRise(from, link === "always rises")];
  const to = scene.values(later);
  // Longest chain that the next item may follow, by the number it must have.
  const open = new Map<number, number>();
  let longest = 0;
  for (const [at, own] of from.entries()) {
    const length = (open.get(to[at] as number) ?? 0) + 1;
    longest = Math.max(longest, length);
    if (length > (open.get(own + step) ?? 0)) open.set(own + step, length);
  }
  return [longest];
}

/** Patience: the smallest last number of a chain of each length. */
function longestRise(values: readonly number[], strictly: boolean): number {
  const ends: number[] = [];
  for (const value of values) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = ends[middle] as number;
      if (strictly ? end < value : end <= value) low = middle + 1;
      else high = middle;
    }
    ends[low] = value;
  }
  return ends.length;
}
