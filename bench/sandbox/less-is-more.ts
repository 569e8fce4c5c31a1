import type { BenchResult } from "../bench-result.ts";

/** A goal that is absolute, and so stands in for a baseline. */
export function lessIsMore(name: string, measured: number, goal: number, unit: string, note?: string): BenchResult {
  return {
    ...{ name, ours: measured, baseline: goal, unit: `${unit} (goal)`, ratio: goal / measured, goal: 1 },
    ...(note === undefined ? {} : { note }),
  };
}
