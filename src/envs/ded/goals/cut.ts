import type { Scene } from "../task/scene.ts";
import type { CutGoal } from "../task/task.ts";

/** The smallest bound for which a greedy cut needs no more parts than allowed, by bisection. */
export function solveCut({ of, parts }: CutGoal, scene: Scene): readonly number[] | null {
  const values = scene.values(of);
  if (values.length === 0) return null;
  const allowed = scene.parameter(parts);
  let low = values.reduce((best, value) => Math.max(best, value));
  let high = values.reduce((total, value) => total + value, 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (partsFor(values, middle) <= allowed) high = middle;
    else low = middle + 1;
  }
  return [low];
}

function partsFor(values: readonly number[], bound: number): number {
  let [parts, total] = [1, 0];
  for (const value of values) {
    total += value;
    if (total <= bound) continue;
    parts += 1;
    total = value;
  }
  return parts;
}
