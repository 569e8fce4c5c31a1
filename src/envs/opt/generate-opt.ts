import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { Base } from "./base-of.ts";
import { drawProblem, named } from "./draw-problem.ts";
import { OPT_LEVELS, OPT_SCORED_LEVELS } from "./opt-levels.ts";
import { optPrompt } from "./opt-prompt.ts";
import { optimumOf } from "./optimum.ts";
import type { OptSecret } from "./problem.ts";
import { QuickNumbers } from "./quick-numbers.ts";

/** Nodes of the exact search; a problem that needs more is refused, so that the optimum is always proven. */
const MOST_NODES = 4_000;
/** The optimum must be worth so much more than the base, at least. */
const LEAST_GAP = 4;

/** A question of a level; `null` where greedy ways come too near to the optimum, or its proof takes too long. */
export function generateOpt(params: { readonly level: number }, random: Random): Generated<OptSecret> | null {
  const level = OPT_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const drawn = drawProblem(level, random);
  const isScored = OPT_SCORED_LEVELS.includes(level.level);
  const base = new Base(drawn, new QuickNumbers(random));
  if (isScored) base.first();
  else base.few();
  const found = optimumOf(drawn, MOST_NODES, { above: base.value + LEAST_GAP - 1 });
  if (found === null) return null;
  const optimum = found.value;
  // Who knows what the optimum is worth must not find it at once.
  if (isScored && optimumOf(drawn, level.leastNodes, { wanted: optimum }) !== null) return null;
  const enough = optimum - LEAST_GAP + 1;
  if (isScored) {
    base.chance(level.looks, enough);
    base.greedy(enough);
    base.onward(level.looks, enough);
  }
  if (base.value >= enough) return null;
  const problem = named(drawn, random);
  const secret = { problem, base: base.value, optimum, best: found.items };
  const prompt = optPrompt(secret);
  return { prompt, messages: [{ role: "user", content: prompt }], secret };
}
