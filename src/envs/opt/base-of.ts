import type { Random } from "../../core/index.ts";
import { climb } from "./climb.ts";
import { byWorth, greedyByGain, takeInOrder } from "./greedy.ts";
import { valueOf, type Problem } from "./problem.ts";

/** Passes in random order that the base has behind it: another one beats the best of so many once in 401 times at most. */
const PASSES = 400;
/** Climbs that the base has behind it: a new one beats the best of so many once in twenty-five times at most. */
const CLIMBS = 24;

/** The better of two greedy passes: by worth for cost, and by gain with bonuses seen. */
export function greedyBase(problem: Problem): number {
  return Math.max(valueOf(problem, takeInOrder(problem, byWorth(problem))), valueOf(problem, greedyByGain(problem)));
}

/**
 * The best of 24 climbs of so many looks, and of 400 passes that take items in random order while they fit.
 *
 * @param enough ends the work as soon as so much is reached
 */
export function randomBase(problem: Problem, looks: number, random: Random, enough: number): number {
  let base = 0;
  for (let run = 0; run < CLIMBS && base < enough; run += 1) {
    base = Math.max(base, valueOf(problem, climb(problem, looks, random)));
  }
  const numbers = problem.items.map((_, at) => at);
  for (let run = 0; run < PASSES && base < enough; run += 1) {
    base = Math.max(base, valueOf(problem, takeInOrder(problem, random.shuffle(numbers))));
  }
  return base;
}
