import type { Random } from "../../../core/index.ts";
import { takeInOrder, withNeeds } from "../greedy.ts";
import { brokenBy, valueOf, type Choice, type Problem } from "../problem.ts";

/** Losses that are taken at the beginning; they shrink to nothing, evenly. */
const LARGEST_LOSS = 12;

/** Threshold accepting: a random exchange is made where it loses no more than the threshold of its turn. */
export function anneal(problem: Problem, looks: number, random: Random): Choice {
  const count = problem.items.length;
  let choice: Choice = takeInOrder(problem, random.shuffle(problem.items.map((_, at) => at)));
  let value = valueOf(problem, choice);
  let [best, most] = [choice, value];
  for (let look = 1; look < looks; look += 1) {
    const [drop, take] = [random.below(count), random.below(count)];
    const next = withNeeds(problem, choice.with(drop, false), take);
    if (brokenBy(problem, next) !== null) continue;
    const worth = valueOf(problem, next);
    if (worth < value - Math.floor((LARGEST_LOSS * (looks - look)) / looks)) continue;
    [choice, value] = [next, worth];
    if (value > most) [best, most] = [choice, value];
  }
  return best;
}
