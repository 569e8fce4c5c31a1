import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { chainForward, proofOf, rulesFor, type Derived } from "./chain-forward.ts";
import { drawTheory } from "./draw-theory.ts";
import { PROVE_LEVELS, PROVE_SCORED_LEVELS } from "./prove-levels.ts";
import { provePrompt } from "./prove-prompt.ts";
import { searchFromGoal } from "./search-from-goal.ts";
import type { ProveSecret } from "./theory.ts";

/** More facts than this would follow from too dense a theory, where anything can be proved in many ways. */
const MOST_FACTS = 1_500;
/** Steps of forward chaining with all rules; so that a question is made in milliseconds. */
const MOST_STEPS = 12_000;
/** Goals that are tried for one theory. */
const GOALS_TRIED = 4;
/** On scored levels the search from the goal needs at least so many tenths of the median steps, and at most so many steps. */
const LEAST_TENTHS = 2;
const MOST_SEARCHED = 20_000;
/** A proof may have so many times the lines of the one that was found. */
const LINES_FACTOR = 2;

/** A question of a level; `null` where too little or too much follows from the theory. */
export function generateProve(params: { readonly level: number }, random: Random): Generated<ProveSecret> | null {
  const level = PROVE_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const { theory, top } = drawTheory(level, random);
  // Every constant is in some fact, so that the prompt names it.
  const named = new Set(theory.facts.flatMap(([, first, second]) => [first, second]));
  if (named.size < theory.constants.length) return null;
  const { derived, steps } = chainForward(theory, theory.rules, { facts: MOST_FACTS, steps: MOST_STEPS });
  if (derived.size >= MOST_FACTS || steps > MOST_STEPS) return null;
  const goals = [...derived.values()].filter(({ fact, depth }) => depth === level.depth && top.includes(fact[0]));
  if (goals.length === 0) return null;
  for (let tried = 0; tried < GOALS_TRIED; tried += 1) {
    const { fact: goal } = random.pick<Derived>(goals);
    const chained = chainForward(theory, rulesFor(goal[0], theory.rules), { goal });
    const proof = proofOf(theory, chained, goal);
    if (proof.length <= level.depth) continue;
    if (PROVE_SCORED_LEVELS.includes(level.level)) {
      const found = searchFromGoal(theory, goal, MOST_SEARCHED);
      if (found.proof.length === 0 || found.steps < LEAST_TENTHS * level.tenth) continue;
    }
    const secret = { theory, goal, limit: LINES_FACTOR * proof.length, proof };
    const prompt = provePrompt(secret);
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  }
  return null;
}
