import type { Scene } from "../task/scene.ts";
import type { PairGoal } from "../task/task.ts";

/** How many pairs there are, or the largest gain of one. */
export function solvePair(goal: PairGoal, scene: Scene): readonly number[] | null {
  const { places } = scene;
  const keys = keysOf(goal, scene);
  const far = goal.apart?.side === "atLeast" ? scene.parameter(goal.apart.parameter) : 1;
  const near = goal.apart?.side === "atMost" ? scene.parameter(goal.apart.parameter) : Infinity;
  const gains = goal.gain === null ? null : [scene.values(goal.gain.earlier), scene.values(goal.gain.later)];
  const counts = new Map<number, number>();
  const greatest = new Map<number, number>();
  let [entered, left, count] = [0, 0, 0];
  let best: number | null = null;
  for (const [at, place] of places.entries()) {
    // Earlier items enter once they are far enough from this one, and leave when they are too far.
    for (; entered < at && (places[entered] as number) + far <= place; entered += 1) {
      const key = keys.earlier[entered] as number;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const gain = gains?.[0]?.[entered] ?? 0;
      greatest.set(key, Math.max(greatest.get(key) ?? -Infinity, gain));
    }
    for (; left < entered && (places[left] as number) + near < place; left += 1) {
      const key = keys.earlier[left] as number;
      counts.set(key, (counts.get(key) ?? 0) - 1);
    }
    const wanted = keys.later[at] as number;
    const found = counts.get(wanted) ?? 0;
    count += found;
    if (found === 0 || gains === null) continue;
    const gain = (greatest.get(wanted) ?? 0) + (gains[1]?.[at] ?? 0);
    if (best === null || gain > best) best = gain;
  }
  if (goal.aim === "count") return [count];
  return best === null ? null : [best];
}

/** Numbers that are equal for the two of a pair. */
function keysOf(goal: PairGoal, scene: Scene): { earlier: number[]; later: number[] } {
  const earlier = scene.values(goal.earlier);
  const later = scene.values(goal.later);
  if (goal.link === "sum") {
    const sum = scene.parameter(goal.sum ?? "");
    return { earlier, later: later.map((value) => sum - value) };
  }
  if (goal.link === "same") return { earlier, later };
  const rest = (value: number): number => value - Math.floor(value / goal.divisor) * goal.divisor;
  return { earlier: earlier.map(rest), later: later.map(rest) };
}
