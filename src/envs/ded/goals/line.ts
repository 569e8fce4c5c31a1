import type { Scene } from "../task/scene.ts";
import type { LineGoal, SortKey } from "../task/task.ts";

/** The position of the item at a rank of the line, and the total of a quantity up to there. */
export function solveLine({ first, second, rank, total }: LineGoal, scene: Scene): readonly number[] | null {
  const wanted = scene.parameter(rank);
  if (wanted < 1 || scene.kept.length < wanted) return null;
  const keys = [first, second].map(({ of, order }: SortKey) => ({
    column: scene.column(of),
    sign: order === "smallest" ? 1 : -1,
  }));
  const line = [...scene.kept].sort((a, b) => {
    for (const { column, sign } of keys) {
      const difference = sign * ((column[a] as number) - (column[b] as number));
      if (difference !== 0) return difference;
    }
    return scene.slip === "tie" ? b - a : a - b;
  });
  const added = scene.column(total);
  const sum = line.slice(0, wanted).reduce((so, index) => so + (added[index] as number), 0);
  return [(line[wanted - 1] as number) + 1, sum];
}
