import type { Scene } from "../task/scene.ts";
import type { GroupGoal } from "../task/task.ts";

interface Group {
  size: number;
  total: number;
  largest: number;
  first: number;
  last: number;
  readonly different: Set<number>;
}

/** The number that a group has in common, and its score; of groups that score alike the one with the smallest number. */
export function solveGroup({ by, score, of, pick, size }: GroupGoal, scene: Scene): readonly number[] | null {
  const [keys, values] = [scene.column(by), scene.column(of)];
  const groups = new Map<number, Group>();
  for (const [at, index] of scene.kept.entries()) {
    const place = scene.places[at] as number;
    const [key, value] = [keys[index] as number, values[index] as number];
    let group = groups.get(key);
    if (group === undefined) {
      group = { size: 0, total: 0, largest: value, first: place, last: place, different: new Set() };
      groups.set(key, group);
    }
    group.size += 1;
    group.total += value;
    group.largest = Math.max(group.largest, value);
    group.last = place;
    if (score === "different") group.different.add(value);
  }
  const least = scene.parameter(size);
  let best: readonly [key: number, score: number] | null = null;
  for (const [key, group] of groups) {
    if (group.size < least) continue;
    const own = scoreOf(group, score);
    const better = best === null ? 1 : pick === "most" ? own - best[1] : best[1] - own;
    if (best === null || better > 0 || (better === 0 && (scene.slip === "tie" ? key > best[0] : key < best[0])))
      best = [key, own];
  }
  return best;
}

function scoreOf(group: Group, score: GroupGoal["score"]): number {
  if (score === "different") return group.different.size;
  return score === "span" ? group.last - group.first : group[score];
}
