import type { Scene } from "../task/scene.ts";
import type { ChooseGoal } from "../task/task.ts";

/** best[t]: the largest total of some of the first t items; the last one is taken with the best that is far enough. */
export function solveChoose({ of, apart }: ChooseGoal, scene: Scene): readonly number[] {
  const values = scene.values(of);
  const distance = scene.parameter(apart);
  const best = [0];
  let allowed = 0;
  for (const [at, value] of values.entries()) {
    while (allowed < at && (scene.places[allowed] as number) + distance <= (scene.places[at] as number)) allowed += 1;
    best.push(Math.max(best[at] as number, (best[allowed] as number) + value));
  }
  const most = best[values.length] as number;
  return [scene.slip === "not none" && most === 0 ? largest(values) : most];
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);
}
