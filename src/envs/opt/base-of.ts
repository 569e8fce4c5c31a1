import type { Random } from "../../core/index.ts";
import { climb } from "./climb.ts";
import { byWorth, greedyByGain, takeInOrder } from "./greedy.ts";
import { ManyPasses } from "./many-passes.ts";
import { valueOf, type Problem } from "./problem.ts";

/** Passes in random order that the base has behind it: another one beats the best of so many once in 2,001 times at most. */
const PASSES = 2_000;
/** Climbs that the base has behind it: a new one beats the best of so many once in forty-one times at most. */
const CLIMBS = 40;

/** The better of two greedy passes: by worth for cost, and by gain with bonuses seen. */
export function greedyBase(problem: Problem): number {
  return Math.max(valueOf(problem, takeInOrder(problem, byWorth(problem))), valueOf(problem, greedyByGain(problem)));
}

/**
 * The best of 40 climbs of so many looks, and of 2,000 passes that take items in random order while they fit.
 *
 * @param enough ends the work as soon as so much is reached
 */
export function randomBase(problem: Problem, looks: number, random: Random, enough: number): number {
  let base = 0;
  for (let run = 0; run < CLIMBS && base < enough; run += 1) {
    base = Math.max(base, valueOf(problem, climb(problem, looks, random)));
  }
  const numbers = problem.items.map((_, at) => at);
  const passes = new ManyPasses(problem);
  for (let run = 0; run < PASSES && base < enough; run += 1)
    base = Math.max(base, passes.worth(random.shuffle(numbers)));
  return base;
}
