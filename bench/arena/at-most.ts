import type { BenchResult } from "../bench-result.ts";

/** A figure that should be small, as a ratio that should be large. */
export function atMost(name: string, found: number, goal: number, unit: string, note: string): BenchResult {
  return {
    ...{ name, ours: found, baseline: goal, unit, ratio: found === 0 ? Infinity : goal / found, goal: 1 },
    note: `at most ${goal} ${unit} is the goal; ${note}`,
  };
}

/** A figure that should be large. */
export function atLeast(name: string, found: number, goal: number, unit: string, note: string): BenchResult {
  return { name, ours: found, baseline: goal, unit, ratio: found / goal, goal: 1, note };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
