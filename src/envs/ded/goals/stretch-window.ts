import type { Scene } from "../task/scene.ts";
import type { Limit } from "../task/task.ts";

/** One limit over a window of the items that count; indices are places among those. */
export interface Window {
  /** The item behind the window comes in. */
  enter(at: number): void;
  /** The first item of the window goes out. */
  leave(at: number): void;
  /** What is compared with the bound: a total, a number of different values, …; 0 for an empty window. */
  measure(): number;
}

/** A window for a limit of at most, or at least, so much. */
export function windowOf(limit: Limit, scene: Scene): Window {
  if ("mark" in limit) {
    const mark = scene.mark(limit.mark);
    return totalWindow(scene.kept.map((index) => mark[index] as number));
  }
  if (limit.limit === "balance") throw new RangeError("A balance has no window.");
  const values = scene.values(limit.of);
  if (limit.limit.startsWith("different")) return countWindow(values, (counts) => counts.size);
  if (limit.limit.startsWith("spread")) return spreadWindow(values);
  if (limit.limit.startsWith("repeats")) return repeatsWindow(values);
  return totalWindow(values);
}

function totalWindow(values: readonly number[]): Window {
  let total = 0;
  return {
    enter: (at) => (total += values[at] as number),
    leave: (at) => (total -= values[at] as number),
    measure: () => total,
  };
}

function countWindow(values: readonly number[], measured: (counts: Map<number, number>) => number): Window {
  const counts = new Map<number, number>();
  return {
    enter: (at) => counts.set(values[at] as number, (counts.get(values[at] as number) ?? 0) + 1),
    leave(at) {
      const left = (counts.get(values[at] as number) ?? 0) - 1;
      if (left === 0) counts.delete(values[at] as number);
      else counts.set(values[at] as number, left);
    },
    measure: () => measured(counts),
  };
}

/** How often the most frequent value occurs: counts of values, and of counts. */
function repeatsWindow(values: readonly number[]): Window {
  const counts = new Map<number, number>();
  const having: number[] = [0];
  let most = 0;
  return {
    enter(at) {
      const count = (counts.get(values[at] as number) ?? 0) + 1;
      counts.set(values[at] as number, count);
      having[count] = (having[count] ?? 0) + 1;
      most = Math.max(most, count);
    },
    leave(at) {
      const count = counts.get(values[at] as number) as number;
      counts.set(values[at] as number, count - 1);
      having[count] = (having[count] as number) - 1;
      if (having[most] === 0) most -= 1;
    },
    measure: () => most,
  };
}

/** Largest less smallest value, from two queues of candidates. */
function spreadWindow(values: readonly number[]): Window {
  const highs: number[] = [];
  const lows: number[] = [];
  let [firstHigh, firstLow] = [0, 0];
  return {
    enter(at) {
      const value = values[at] as number;
      while (highs.length > firstHigh && (values[highs.at(-1) as number] as number) <= value) highs.pop();
      while (lows.length > firstLow && (values[lows.at(-1) as number] as number) >= value) lows.pop();
      highs.push(at);
      lows.push(at);
    },
    leave(at) {
      if (highs[firstHigh] === at) firstHigh += 1;
      if (lows[firstLow] === at) firstLow += 1;
    },
    measure() {
      if (highs.length <= firstHigh) return 0;
      return (values[highs[firstHigh] as number] as number) - (values[lows[firstLow] as number] as number);
    },
  };
}
