import type { FastRandom } from "../fast-random.ts";
import type { Budget } from "../task-skill.ts";
import { searchWithLearning } from "./clause-learning.ts";
import { type Assignment, brokenClauses, type Formula } from "./formula.ts";
import { guessAtRandom, guessByMajority } from "./guess.ts";
import { independentParts, writePart } from "./independent-parts.ts";
import { walk } from "./walk.ts";

/**
 * Bounds of work for one question, shared by its independent parts. Planted formulas need a small part of it; one without
 * a solution uses all of it, which is seconds, and the time limit of the host stands behind that.
 */
const MAX_FLIPS = 4_000_000;
const MAX_SEARCH_STEPS = 10_000_000;

/** Enough for nearly every planted formula; the search behind it is for those on which walking gets lost. */
const FULL_FLIPS_PER_VARIABLE = 10_000;

/** The assignment that a model of this strength comes up with: a satisfying one, or the best it found. */
export function solve(formula: Formula, random: FastRandom, budget: Budget): Assignment {
  switch (budget.solver) {
    case "random":
      return guessAtRandom(formula, random);
    case "majority":
      return guessByMajority(formula, random);
    case "walksat":
      return walk(formula, random, Math.min(MAX_FLIPS, budget.flipsPerVariable * formula.variableCount));
    case "full":
      return solveInParts(formula, random);
  }
}

function solveInParts(formula: Formula, random: FastRandom): Assignment {
  const whole = guessAtRandom(formula, random);
  const parts = independentParts(formula);
  const mostFlips = Math.floor(MAX_FLIPS / parts.length);
  const mostSteps = Math.floor(MAX_SEARCH_STEPS / parts.length);
  for (const part of parts) {
    const flips = Math.min(mostFlips, FULL_FLIPS_PER_VARIABLE * part.formula.variableCount);
    const walked = walk(part.formula, random, flips);
    const found =
      brokenClauses(part.formula, walked) === 0 ? walked : searchWithLearning(part.formula, random, mostSteps);
    writePart(whole, part, found ?? walked);
  }
  return whole;
}
