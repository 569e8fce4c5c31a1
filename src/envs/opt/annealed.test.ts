import { expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { Annealed } from "./annealed.ts";
import { AnnealedBase } from "./annealed-base.ts";
import { drawProblem } from "./draw-problem.ts";
import { Linked } from "./linked.ts";
import { coolingOf } from "./mean-field.ts";
import { OPT_LEVELS, type OptLevel } from "./opt-levels.ts";
import { optimumOf } from "./optimum.ts";
import { brokenBy, valueOf, type Problem } from "./problem.ts";
import { QuickNumbers } from "./quick-numbers.ts";

const COOLING = coolingOf(25);

/** As many constraints as there are items, so that what a need brings along is often excluded. */
const crowded: OptLevel = { ...(OPT_LEVELS[2] as OptLevel), items: 24, excludes: 24, needs: 24, bonuses: 24 };

function agree(problem: Problem, annealed: Annealed): void {
  const items = annealed.items();
  const choice = problem.items.map((_, at) => items.includes(at));
  expect(valueOf(problem, choice)).toBe(annealed.value);
  expect(brokenBy(problem, choice)).toBeNull();
}

test.each([...OPT_LEVELS, crowded])(
  "property: what a search finds among $items items is worth what valueOf says, and allowed",
  (level) => {
    const random = Random.from("annealed", level.items, level.needs);
    for (let drawn = 0; drawn < 20; drawn += 1) {
      const problem = drawProblem(level, random);
      const annealed = new Annealed(new Linked(problem), new QuickNumbers(random));
      for (const [steps, allOff] of [
        [26, false],
        [100, true],
      ] as const) {
        const before = annealed.value;
        annealed.search(COOLING, steps, 10, allOff);
        if (annealed.value > before) agree(problem, annealed);
      }
      expect(annealed.value).toBeGreaterThan(0);
    }
  },
);

test("behavior: few choices among few items: a search finds the optimum, and nothing better", () => {
  const random = Random.from("annealed", "few");
  const level = { ...(OPT_LEVELS[1] as OptLevel), items: 12 };
  let found = 0;
  for (let drawn = 0; drawn < 30; drawn += 1) {
    const problem = drawProblem(level, random);
    const annealed = new Annealed(new Linked(problem), new QuickNumbers(random));
    annealed.search(COOLING, 200, 10, false);
    const { value = 0 } = optimumOf(problem, 100_000) ?? {};
    expect(annealed.value).toBeLessThanOrEqual(value);
    found += annealed.value === value ? 1 : 0;
  }
  expect(found).toBeGreaterThanOrEqual(27);
});

test("behavior: the same numbers, the same choices", () => {
  const problem = drawProblem(OPT_LEVELS[4] as OptLevel, Random.from("annealed", "same"));
  const [one, other] = [0, 1].map(() => {
    const annealed = new Annealed(new Linked(problem), new QuickNumbers(Random.from("numbers")));
    annealed.search(COOLING, 150, 10, true);
    return annealed.items();
  });
  expect(one).toEqual(other);
});

test("behavior: the base goes on until something is worth enough, and no longer than its steps", () => {
  const problem = drawProblem(OPT_LEVELS[2] as OptLevel, Random.from("annealed", "base"));
  const base = new AnnealedBase(new Linked(problem), new QuickNumbers(Random.from("numbers")));
  base.first();
  const first = base.value;
  base.onward(5_000, 200, first);
  expect(base.value).toBe(first);
  base.onward(5_000, 200, Infinity);
  const { value = 0 } = optimumOf(problem, 100_000) ?? {};
  expect(base.value).toBeGreaterThanOrEqual(first);
  expect(base.value).toBeLessThanOrEqual(value);
});
