import type { Random } from "../../core/index.ts";
import { nonsenseWords } from "../names/nonsense-words.ts";
import type { OptLevel } from "./opt-levels.ts";
import type { Problem } from "./problem.ts";

const COST = { least: 8, most: 40 };
/** An item is worth about what it costs, so that no item is plainly better than another. */
const VALUE_SPREAD = 12;
const BONUS = { least: 12, most: 48 };
/** Budgets hold so many in a hundred of what all items cost. */
const BUDGET = { least: 40, most: 50 };

/** Names are drawn for the one problem of many that is asked. */
export function named(problem: Problem, random: Random): Problem {
  const names = nonsenseWords(problem.items.length, random);
  return { ...problem, items: problem.items.map((item, at) => ({ ...item, name: names[at] as string })) };
}

/** A problem of a level, its items without names. No pair of items has two constraints, and needs make no circle. */
export function drawProblem(level: OptLevel, random: Random): Problem {
  const items = Array.from({ length: level.items }, () => {
    const costs = [random.between(COST.least, COST.most), random.between(COST.least, COST.most)] as const;
    const value = ((costs[0] + costs[1]) >> 1) + random.between(0, VALUE_SPREAD);
    return { name: "", value, costs };
  });
  const budgets = [0, 1].map((at) => {
    const all = items.reduce((sum, { costs }) => sum + (costs[at] as number), 0);
    return Math.floor((all * random.between(BUDGET.least, BUDGET.most)) / 100);
  }) as [number, number];
  const used = new Set<number>();
  const pair = (): [number, number] => {
    for (;;) {
      const [a = 0, b = 0] = random.sample(level.items, 2);
      const key = Math.min(a, b) * level.items + Math.max(a, b);
      if (used.has(key)) continue;
      used.add(key);
      return [a, b];
    }
  };
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return {
    items,
    budgets,
    excludes: times(level.excludes, pair),
    // The first item of a pair has the larger number: nothing can need itself by way of others.
    needs: times(level.needs, () => {
      const [a, b] = pair();
      return [Math.max(a, b), Math.min(a, b)] as const;
    }),
    bonuses: times(level.bonuses, () => {
      const [a, b] = pair();
      return [a, b, random.between(BONUS.least, BONUS.most)] as const;
    }),
  };
}
