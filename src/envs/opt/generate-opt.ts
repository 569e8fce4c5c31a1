import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { AnnealedBase } from "./annealed-base.ts";
import { Base } from "./base-of.ts";
import { drawProblem, named } from "./draw-problem.ts";
import { GuidedBase } from "./guided-base.ts";
import { Linked } from "./linked.ts";
import { OPT_LEVELS, OPT_SCORED_LEVELS, type OptLevel } from "./opt-levels.ts";
import { optPrompt } from "./opt-prompt.ts";
import { optimumOf } from "./optimum.ts";
import type { OptSecret, Problem } from "./problem.ts";
import { QuickNumbers } from "./quick-numbers.ts";

/** The optimum must be worth so much more than the base, at least. */
const LEAST_GAP = 4;

/** So many times the steps of the ways that are measured are behind the base, of the best way that there is. */
const BASE_TENTHS = 12;

/** A question of a level; `null` where greedy ways come too near to the optimum, or its proof takes too long. */
export function generateOpt(params: { readonly level: number }, random: Random): Generated<OptSecret> | null {
  const level = OPT_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const drawn = drawProblem(level, random);
  const numbers = new QuickNumbers(random);
  const found = OPT_SCORED_LEVELS.includes(level.level) ? hard(drawn, level, numbers) : easy(drawn, level, numbers);
  if (found === null) return null;
  const problem = named(drawn, random);
  const secret = { problem, ...found };
  const prompt = optPrompt(secret);
  return { prompt, messages: [{ role: "user", content: prompt }], secret };
}

type Found = Pick<OptSecret, "base" | "optimum" | "best">;

/** For training. */
function easy(drawn: Problem, { mostNodes }: OptLevel, numbers: QuickNumbers): Found | null {
  const base = new Base(drawn, numbers);
  base.few();
  const found = optimumOf(drawn, mostNodes, { above: base.value + LEAST_GAP - 1 });
  return found && { base: base.value, optimum: found.value, best: found.items };
}

/** Where nothing that is cheap comes near to the optimum. The quickest ways are tried first. */
function hard(drawn: Problem, { looks, tenth, leastNodes, mostNodes }: OptLevel, numbers: QuickNumbers): Found | null {
  const linked = new Linked(drawn);
  const annealed = new AnnealedBase(linked, numbers);
  annealed.first();
  const guided = new GuidedBase(drawn, linked, numbers);
  const prices = guided.first(annealed.value);
  // What ways of two kinds come to is the optimum more often than not: that is not proven only to be refused.
  if (guided.value === annealed.value) return null;
  const above = Math.max(guided.value, annealed.value) + LEAST_GAP - 1;
  const found = optimumOf(drawn, mostNodes, { above, prices });
  if (found === null) return null;
  const optimum = found.value;
  const enough = optimum - LEAST_GAP + 1;
  // Who knows what the optimum is worth must not find it at once.
  if (optimumOf(drawn, leastNodes, { wanted: optimum }) !== null) return null;
  annealed.onward(BASE_TENTHS * tenth, tenth, enough);
  if (annealed.value >= enough) return null;
  guided.onward(enough);
  if (guided.value >= enough) return null;
  const base = new Base(drawn, numbers, Math.max(guided.value, annealed.value));
  base.chance(looks, enough, guided);
  base.greedy(enough);
  base.onward(looks, enough);
  const reached = Math.max(base.value, guided.value, annealed.value);
  return reached >= enough ? null : { base: reached, optimum, best: found.items };
}
