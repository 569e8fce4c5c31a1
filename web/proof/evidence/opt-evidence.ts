import { valueOf, type OptSecret } from "../../../src/envs/opt/problem.ts";
import { readChoice } from "../../../src/envs/opt/read-choice.ts";
import { several, type Facts } from "./facts.ts";

const MOST_PAIRS = 5;

/** What a choice is worth and uses, and each constraint that it breaks. */
export function optEvidence({ problem, base, optimum }: OptSecret, extracted: string): Facts {
  const { items, budgets, excludes, needs } = problem;
  const read = readChoice(extracted, items);
  if (!read.valid) return [];
  const { choice } = read;
  const name = (at: number): string => items[at]?.name ?? "";
  const used = budgets.map((budget, at) => {
    const cost = items.reduce((sum, { costs }, item) => sum + (choice[item] === true ? (costs[at] ?? 0) : 0), 0);
    return `${cost} of ${budget}${cost > budget ? ", too much" : ""}`;
  });
  const excluded = excludes.filter(([a, b]) => choice[a] === true && choice[b] === true);
  const lacking = needs.filter(([a, b]) => choice[a] === true && choice[b] !== true);
  const pairs = (broken: readonly (readonly [number, number])[], word: string): string =>
    several(
      broken.map(([a, b]) => `${name(a)} ${word} ${name(b)}`),
      MOST_PAIRS,
    );
  return [
    ["worth", `${valueOf(problem, choice)}; greedy ways reach ${base}, the best choice ${optimum}`],
    ["budgets used", used.join("; ")],
    ...(excluded.length === 0 ? [] : [["chosen together", pairs(excluded, "with")] as const]),
    ...(lacking.length === 0 ? [] : [["chosen without", pairs(lacking, "without")] as const]),
  ];
}
