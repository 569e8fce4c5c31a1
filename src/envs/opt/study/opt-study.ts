import type { Random } from "../../../core/index.ts";
import type { Baseline, Study } from "../../study.ts";
import { Choosing } from "../choosing.ts";
import { BY_GAIN_FOR_COST, type Weighing } from "../greedy.ts";
import type { Rounds } from "../mean-field.ts";
import { OPT_LEVELS } from "../opt-levels.ts";
import { optimumOf } from "../optimum.ts";
import { PRICE_ROUNDS } from "../prices.ts";
import type { OptSecret, Problem } from "../problem.ts";
import { QuickNumbers } from "../quick-numbers.ts";
import { Units } from "../units.ts";
import {
  beamed,
  climbed,
  annealed,
  exchanged,
  fielded,
  greedy,
  guided,
  nearlyRanked,
  ranked,
  repaired,
  type Task,
} from "./ways.ts";

/** Tokens that a model writes for a step of the search: what is chosen, what is left, what it is worth. */
const TOKENS_A_STEP = 40;

const BY_GAIN: Weighing = { costs: "none", promise: 0 };
/** Costs by what is left of the budgets, and half of the bonuses that may still come. */
const FAR_SIGHTED: Weighing = { costs: "left", promise: 2 };

type Opened = Pick<OptSecret, "problem" | "optimum">;

/** How OPT is measured. */
export const optStudy: Study<OptSecret> = {
  partialCredit: true,
  opened: ({ secret: { problem, optimum } }): Opened => ({ problem, optimum }),
  oracle: ({ secret }) => answerOf(secret.problem, secret.best),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<answer></answer>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    choose("everything", ({ items }) => items.map((_, at) => at)),
    choose("a coin for each item", ({ items }, random) => items.flatMap((_, at) => (random.chance(1, 2) ? [at] : []))),
    way("items in random order while they fit", (task) => climbed(task, "singles", 1)),
  ],
  shallow: [
    way("items by worth for cost while they fit", (task) => ranked(task, "singles", BY_GAIN_FOR_COST)),
    way("items by value while they fit", (task) => ranked(task, "singles", BY_GAIN)),
    way("items and pairs by worth for cost while they fit", (task) => ranked(task, "pairs", BY_GAIN_FOR_COST)),
    way("greedy by gain, items", (task) => greedy(task, "singles", BY_GAIN_FOR_COST)),
    way("greedy by gain, items and pairs", (task) => greedy(task, "pairs", BY_GAIN_FOR_COST)),
    way("greedy by gain, items to triples, bonuses that may come", (task) => greedy(task, "triples", FAR_SIGHTED)),
    way("the same, then exchanges, a tenth of the nodes", (task, looks) => exchanged(task, FAR_SIGHTED, looks)),
    way("passes nearly by worth for cost, a tenth", (task, looks) => nearlyRanked(task, looks, false)),
    way("such passes and climbs from them, a tenth", (task, looks) => nearlyRanked(task, looks, true)),
    way("destroy and repair, a tenth", repaired),
    way("beam of three, items and pairs, a tenth", beamed),
    way("hill climbing, a tenth of the nodes", (task, looks) => climbed(task, "singles", looks)),
    way("hill climbing with pairs, a tenth", (task, looks) => climbed(task, "pairs", looks)),
    way("annealing, a tenth of the nodes", annealed),
    byPrices("choices by prices of ten rounds, a tenth", 10),
    byPrices("choices by prices of thirty rounds, a tenth", 30),
    byPrices("choices by prices of half of a tenth", 0),
    byField("mean field of 15 rounds and moves, a tenth", 15),
    byField("mean field of 25 rounds and moves, a tenth", 25),
    byField("mean field of 40 rounds and moves, a tenth", 40),
    choose("exact search, a tenth of the nodes", (problem, _, level, optimum) => {
      return optimumOf(problem, looksOf(level), { wanted: optimum })?.items ?? [];
    }),
  ],
  strong: [
    byField("mean field of 40 rounds and moves, as many steps as the search", 40, 10),
    byPrices("choices by prices of all rounds, 400 steps", PRICE_ROUNDS, 400),
    way("passes and climbs from them, as many looks as nodes", (task, looks) => nearlyRanked(task, 10 * looks, true)),
  ],
  duplicatesASample: 2,
  answerLines: ({ secret: { problem, best } }) => [
    { text: best.map((at) => problem.items[at]?.name).join(" "), bits: problem.items.length },
  ],
  shape: ({ secret: { problem } }) => shapeOf(problem),
  figures: ({ prompt, secret: { problem, base, optimum } }) => {
    const nodes = optimumOf(problem, Infinity, { wanted: optimum })?.nodes ?? 0;
    const steps = PRICE_ROUNDS + nodes;
    return { base, optimum, nodes, steps, estimatedTokens: steps * TOKENS_A_STEP, promptCharacters: prompt.length };
  },
};

/** No fewer than a tenth of the nodes: only choices that keep all constraints are counted. */
function looksOf(level: number): number {
  return OPT_LEVELS.find((known) => known.level === level)?.tenth ?? 0;
}

function choose(
  name: string,
  choice: (problem: Problem, random: Random, level: number, optimum: number) => readonly number[],
): Baseline {
  return {
    name,
    answer({ opened, params }, random) {
      const { problem, optimum } = opened as Opened;
      return answerOf(problem, choice(problem, random, Number(params["level"]), optimum));
    },
  };
}

/** @param rounds of prices; none for half of all steps @param steps of prices and choices; a tenth unless told */
function byPrices(name: string, rounds: number, steps?: number): Baseline {
  return choose(name, (problem, random, level, optimum) => {
    const all = steps ?? looksOf(level);
    return guided(problem, new QuickNumbers(random), optimum, rounds === 0 ? all >> 1 : rounds, all);
  });
}

/** @param rounds of the field @param times how often a tenth of the steps of the search */
function byField(name: string, rounds: Rounds, times = 1): Baseline {
  return choose(name, (problem, random, level) => {
    return fielded(problem, new QuickNumbers(random), rounds, times * looksOf(level));
  });
}

function way(name: string, choice: (task: Task, looks: number) => readonly number[]): Baseline {
  return choose(name, (problem, random, level) => {
    const choosing = new Choosing(problem);
    const units = new Units(problem, choosing);
    return choice({ choosing, units, numbers: new QuickNumbers(random) }, looksOf(level));
  });
}

function answerOf({ items }: Problem, numbers: readonly number[]): string {
  return `<answer>${numbers.map((at) => items[at]?.name).join(" ")}</answer>`;
}

/** Numbers of the items in a fixed order, and how many constraints each is in. */
function shapeOf({ items, budgets, excludes, needs, bonuses }: Problem): string {
  const rows = items.map(({ value, costs }, at) => {
    const counts = [excludes, needs, bonuses].map((pairs) => pairs.filter(([a, b]) => a === at || b === at).length);
    return [value, ...costs, ...counts].join(" ");
  });
  return [budgets.join(" "), ...rows.sort()].join("\n");
}
