import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { Base } from "./base-of.ts";
import { Choosing } from "./choosing.ts";
import { climb } from "./climb.ts";
import { drawProblem } from "./draw-problem.ts";
import { BY_GAIN_FOR_COST, Ranking, takeGreedily, takeInOrder } from "./greedy.ts";
import { Looks } from "./looks.ts";
import { OPT_LEVELS } from "./opt-levels.ts";
import { brokenBy, valueOf, type Problem } from "./problem.ts";
import { QuickNumbers } from "./quick-numbers.ts";
import { repair } from "./repair.ts";
import { Units } from "./units.ts";

function agree(problem: Problem, choosing: Choosing): void {
  const choice = problem.items.map((_, at) => choosing.has(at));
  expect(choosing.value).toBe(valueOf(problem, choice));
  expect(brokenBy(problem, choice)).toBeNull();
  const costs = [0, 1].map((of) => choosing.items().reduce((sum, at) => sum + (problem.items[at]?.costs[of] ?? 0), 0));
  expect([choosing.leftOfFirst + (costs[0] ?? 0), choosing.leftOfSecond + (costs[1] ?? 0)]).toEqual(problem.budgets);
}

describe("Choosing", () => {
  test.each(OPT_LEVELS)(
    "property: what every way chooses on level $level is worth what valueOf says, and allowed",
    (level) => {
      const random = Random.from("choosing", level.level);
      for (let drawn = 0; drawn < 10; drawn += 1) {
        const problem = drawProblem(level, random);
        const choosing = new Choosing(problem);
        const units = new Units(problem, choosing);
        const numbers = new QuickNumbers(random);
        for (const kind of [units.singles, units.pairs, units.triples]) {
          choosing.clear();
          takeGreedily(choosing, kind, { costs: "left", promise: 2 });
          agree(problem, choosing);
          const ranking = new Ranking(choosing, kind, BY_GAIN_FOR_COST);
          choosing.clear();
          takeInOrder(choosing, ranking.noisyOrder(50, numbers));
          agree(problem, choosing);
          climb(choosing, kind, new Looks(50), numbers);
          agree(problem, choosing);
          const before = choosing.value;
          repair(choosing, ranking, 2, new Looks(50), numbers);
          agree(problem, choosing);
          expect(choosing.value).toBeGreaterThanOrEqual(before);
        }
      }
    },
  );

  test("behavior: pairs and triples of bonuses are units, with what they need, where nothing excludes them", () => {
    const item = { name: "", value: 5, costs: [1, 1] as const };
    const problem: Problem = {
      items: [item, item, item, item, item],
      budgets: [4, 4],
      excludes: [[0, 3]],
      needs: [[2, 4]],
      bonuses: [
        [0, 1, 9],
        [1, 2, 7],
        [0, 3, 50],
      ],
    };
    const units = new Units(problem, new Choosing(problem));
    expect(units.singles).toEqual([[0], [1], [2, 4], [3]].concat([[4]]));
    expect(units.pairs.slice(5)).toEqual([
      [0, 1],
      [1, 2, 4],
    ]);
    expect(units.triples.slice(7)).toEqual([[0, 1, 2, 4]]);
  });

  test("behavior: looks count what fits alone", () => {
    const item = { name: "", value: 5, costs: [1, 1] as const };
    const problem: Problem = { items: [item, item, item], budgets: [1, 1], excludes: [], needs: [], bonuses: [] };
    const choosing = new Choosing(problem);
    const looks = new Looks(10);
    takeInOrder(choosing, new Units(problem, choosing).singles, looks);
    expect([choosing.items(), looks.left]).toEqual([[0], 9]);
  });
});

describe("Base", () => {
  test("property: the base of a scored question is no less than what a greedy pass over items and pairs takes", () => {
    const level = OPT_LEVELS[2] as (typeof OPT_LEVELS)[number];
    const random = Random.from("base", 1);
    for (let drawn = 0; drawn < 10; drawn += 1) {
      const problem = drawProblem(level, random);
      const base = new Base(problem, new QuickNumbers(random));
      base.greedy(Infinity);
      const choosing = new Choosing(problem);
      takeGreedily(choosing, new Units(problem, choosing).pairs, BY_GAIN_FOR_COST);
      expect(base.value).toBeGreaterThanOrEqual(choosing.value);
    }
  });
});
