import type { FastRandom } from "../fast-random.ts";
import type { Budget } from "../task-skill.ts";
import { searchWithLearning } from "./clause-learning.ts";
import type { Assignment, Formula } from "./formula.ts";
import { guessAtRandom, guessByMajority } from "./guess.ts";
import { independentParts, writePart } from "./independent-parts.ts";
import { walk } from "./walk.ts";

/** Bounds of work for one question: a few seconds at worst. */
const MAX_FLIPS = 10_000_000;
const MAX_SEARCH_STEPS = 20_000_000;

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
  for (const part of parts) {
    const steps = Math.floor(MAX_SEARCH_STEPS / parts.length);
    const found = searchWithLearning(part.formula, random, steps);
    const flips = Math.min(MAX_FLIPS / parts.length, 1000 * part.formula.variableCount);
    writePart(whole, part, found ?? walk(part.formula, random, flips));
  }
  return whole;
}
