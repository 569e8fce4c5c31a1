import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { drawProblem } from "./draw-problem.ts";
import { takeInOrder } from "./greedy.ts";
import { ManyPasses } from "./many-passes.ts";
import { OPT_LEVELS } from "./opt-levels.ts";
import { valueOf } from "./problem.ts";

describe("ManyPasses", () => {
  test.each(OPT_LEVELS)("property: a choice is worth what takeInOrder says, on level $level", (level) => {
    const random = Random.from("many-passes", level.level);
    for (let drawn = 0; drawn < 40; drawn += 1) {
      const problem = drawProblem(level, random);
      const passes = new ManyPasses(problem);
      for (let run = 0; run < 25; run += 1) {
        const order = random.shuffle(problem.items.map((_, at) => at));
        expect(passes.worth(order)).toBe(valueOf(problem, takeInOrder(problem, order)));
      }
    }
  });

  test("error: more items than a set of bits holds", () => {
    const problem = drawProblem({ ...(OPT_LEVELS[6] as (typeof OPT_LEVELS)[number]), items: 33 }, Random.from("33"));
    expect(() => new ManyPasses(problem)).toThrow("33 items");
  });
});
