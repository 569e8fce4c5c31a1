import type { Random } from "../../../core/index.ts";
import { windowOf } from "../goals/stretch-window.ts";
import type { Ground } from "../task/ground.ts";
import { Scene } from "../task/scene.ts";
import type { Goal, Limit, Task } from "../task/task.ts";

/** Parameters that matter to an input: bounds that some stretch just meets, sums that some pair has. */
export function fitParameters({ task, ground, random }: Drawn): readonly number[] {
  if (task.parameters.length === 0) return [];
  const scene = new Scene(ground, []);
  return task.parameters.map((name) => Math.max(1, fitted(task.goal, name, scene, random)));
}

interface Drawn {
  readonly task: Task;
  readonly ground: Ground;
  readonly random: Random;
}

function fitted(goal: Goal, name: string, scene: Scene, random: Random): number {
  const count = scene.kept.length;
  if (count === 0) return random.between(1, 5);
  switch (goal.goal) {
    case "stretch": {
      const limit = goal.limits.find((known) => "parameter" in known && known.parameter === name);
      return limit === undefined ? 1 : measured(limit, scene, random) + random.pick([0, 0, 0, 0, 1, -1]);
    }
    case "pair": {
      if (goal.sum !== name) return random.between(1, Math.max(1, Math.floor(count / 2)));
      const later = random.below(count);
      const earlier = random.below(later + 1);
      return at(scene, goal.earlier, earlier) + at(scene, goal.later, later);
    }
    case "group": {
      const key = at(scene, goal.by, random.below(count));
      const column = scene.column(goal.by);
      return scene.kept.filter((index) => column[index] === key).length + random.pick([0, 0, 0, 1]);
    }
    case "choose":
      return random.between(1, Math.max(2, Math.floor(count / (count > 200 ? 20 : 2))));
    case "cut":
      return random.between(1, Math.min(50, Math.max(1, count - 1)));
    case "line":
      return random.between(1, count + (random.chance(1, 8) ? 1 : 0));
    case "chain":
    case "tally":
      return 1;
  }
}

function at(scene: Scene, name: string, place: number): number {
  return scene.column(name)[scene.kept[place] as number] as number;
}

/** What some stretch has; of a large input a long one, so that the work is not over soon. */
function measured(limit: Limit, scene: Scene, random: Random): number {
  const count = scene.kept.length;
  const length = count > 200 ? random.between(Math.floor(count / 4), Math.floor(count / 2)) : random.between(1, count);
  const start = random.below(count - length + 1);
  if (limit.limit === "totalEquals") {
    const column = scene.column(limit.of);
    return scene.kept.slice(start, start + length).reduce((sum, index) => sum + (column[index] as number), 0);
  }
  const window = windowOf(limit, scene);
  for (let place = start; place < start + length; place += 1) window.enter(place);
  return window.measure();
}
