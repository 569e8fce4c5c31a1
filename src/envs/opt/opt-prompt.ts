import type { OptSecret } from "./problem.ts";

/** The question in words. It holds no answer in tags, so that echoing it scores nothing. */
export function optPrompt({ problem, base, optimum }: Pick<OptSecret, "problem" | "base" | "optimum">): string {
  const { items, budgets, excludes, needs, bonuses } = problem;
  const name = (at: number): string => items[at]?.name ?? "";
  return `Choose some of the items below so that they are worth as much as possible together.

Items, each with its value, its cost and the time that it takes:
${items.map((item) => `${item.name}: value ${item.value}, cost ${item.costs[0]}, time ${item.costs[1]}`).join("\n")}

The chosen items may cost ${budgets[0]} in all, and take ${budgets[1]} in all.

Not both of: ${excludes.map(([a, b]) => `${name(a)} and ${name(b)}`).join("; ")}.
One only with another: ${needs.map(([a, b]) => `${name(a)} needs ${name(b)}`).join("; ")}.
Worth more together, if both are chosen: ${bonuses.map(([a, b, more]) => `${name(a)} and ${name(b)} ${more} more`).join("; ")}.

A choice that is worth ${base} or less scores nothing, the best possible one is worth ${optimum} and scores 1000; between them a choice that is worth v scores 1000 times (v - ${base}) divided by ${optimum - base}, rounded down. A choice that breaks a constraint scores nothing.

Write the names of the items that you choose between an opening <answer> tag and a closing </answer> tag, separated by blanks, in any order. Only the last such answer counts.`;
}
