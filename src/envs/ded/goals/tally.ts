import type { Scene } from "../task/scene.ts";
import type { TallyGoal } from "../task/task.ts";

/** One number about all items that count. */
export function solveTally({ measure, of }: TallyGoal, scene: Scene): readonly number[] | null {
  if (measure === "count") return [scene.kept.length];
  const values = scene.values(of);
  switch (measure) {
    case "total":
      return [values.reduce((total, value) => total + value, 0)];
    case "different":
      return [new Set(values).size];
    case "largest":
      return values.length === 0 ? null : [values.reduce((best, value) => Math.max(best, value))];
    case "smallest":
      return values.length === 0 ? null : [values.reduce((best, value) => Math.min(best, value))];
  }
}
