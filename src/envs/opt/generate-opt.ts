import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { greedyBase, randomBase } from "./base-of.ts";
import { drawProblem } from "./draw-problem.ts";
import { OPT_LEVELS, OPT_SCORED_LEVELS } from "./opt-levels.ts";
import { optPrompt } from "./opt-prompt.ts";
import { optimumOf } from "./optimum.ts";
import type { OptSecret } from "./problem.ts";

/** Nodes of the exact search; a problem that needs more is refused, so that the optimum is always proven. */
const MOST_NODES = 12_000;
/** The optimum must be worth so much more than the base, at least. */
const LEAST_GAP = 4;

/** A question of a level; `null` where greedy ways come too near to the optimum, or its proof takes too long. */
export function generateOpt(params: { readonly level: number }, random: Random): Generated<OptSecret> | null {
  const level = OPT_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const problem = drawProblem(level, random);
  const isScored = OPT_SCORED_LEVELS.includes(level.level);
  const greedy = greedyBase(problem);
  const found = optimumOf(problem, MOST_NODES, { above: greedy + LEAST_GAP - 1 });
  if (found === null) return null;
  const optimum = found.value;
  // Who knows what the optimum is worth must not find it at once.
  if (isScored && optimumOf(problem, level.climb, { wanted: optimum }) !== null) return null;
  const enough = optimum - LEAST_GAP + 1;
  const base = Math.max(greedy, isScored ? randomBase(problem, level.climb, random, enough) : 0);
  if (base >= enough) return null;
  const secret = { problem, base, optimum, best: found.items };
  const prompt = optPrompt(secret);
  return { prompt, messages: [{ role: "user", content: prompt }], secret };
}
