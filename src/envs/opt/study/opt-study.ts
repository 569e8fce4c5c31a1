import type { Random } from "../../../core/index.ts";
import type { Baseline, Study } from "../../study.ts";
import { climb } from "../climb.ts";
import { byWorth, greedyByGain, takeInOrder } from "../greedy.ts";
import { OPT_LEVELS } from "../opt-levels.ts";
import { optimumOf } from "../optimum.ts";
import { chosen, type Choice, type OptSecret, type Problem } from "../problem.ts";
import { anneal } from "./anneal.ts";

/** Tokens that a model writes for a node of the search: what is chosen, what is left, what it is worth. */
const TOKENS_A_NODE = 40;

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
    choose("everything", ({ items }) => items.map(() => true)),
    choose("a coin for each item", ({ items }, random) => items.map(() => random.chance(1, 2))),
    choose("items in random order while they fit", (problem, random) =>
      takeInOrder(problem, random.shuffle(problem.items.map((_, at) => at))),
    ),
  ],
  shallow: [
    choose("items by worth for cost while they fit", (problem) => takeInOrder(problem, byWorth(problem))),
    choose("items by value while they fit", (problem) => takeInOrder(problem, byValue(problem))),
    choose("greedy by gain, bonuses seen", greedyByGain),
    choose("hill climbing, a tenth of the nodes", (problem, random, level) => climb(problem, looks(level), random)),
    choose("annealing, a tenth of the nodes", (problem, random, level) => anneal(problem, looks(level), random)),
    choose("exact search, a tenth of the nodes", (problem, _, level, optimum) => {
      const items = new Set(optimumOf(problem, looks(level), { wanted: optimum })?.items ?? []);
      return problem.items.map((__, at) => items.has(at));
    }),
  ],
  strong: [
    choose("hill climbing, as many looks as nodes", (problem, random, level) =>
      climb(problem, 10 * looks(level), random),
    ),
  ],
  duplicatesASample: 2,
  answerLines: ({ secret: { problem, best } }) => [
    { text: best.map((at) => problem.items[at]?.name).join(" "), bits: problem.items.length },
  ],
  shape: ({ secret: { problem } }) => shapeOf(problem),
  figures: ({ prompt, secret: { problem, base, optimum } }) => {
    const nodes = optimumOf(problem, Infinity, { wanted: optimum })?.nodes ?? 0;
    return { base, optimum, nodes, estimatedTokens: nodes * TOKENS_A_NODE, promptCharacters: prompt.length };
  },
};

function looks(level: number): number {
  return OPT_LEVELS.find((known) => known.level === level)?.climb ?? 0;
}

function byValue({ items }: Problem): number[] {
  const value = (at: number): number => items[at]?.value ?? 0;
  return items.map((_, at) => at).sort((a, b) => value(b) - value(a) || a - b);
}

function choose(
  name: string,
  choice: (problem: Problem, random: Random, level: number, optimum: number) => Choice,
): Baseline {
  return {
    name,
    answer({ opened, params }, random) {
      const { problem, optimum } = opened as Opened;
      return answerOf(problem, chosen(choice(problem, random, Number(params["level"]), optimum)));
    },
  };
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
