import { afterAll, describe, expect, test } from "vitest";
import { induceEnvironment } from "../../../envs/index.ts";
import { createPythonEngine } from "../../../sandbox/index.ts";
import { complete } from "../complete.ts";
import type { Budget } from "../task-skill.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

const strength = (solver: Budget["solver"], flipsPerVariable = 0, mistakeThousandths = 0): Budget => ({
  solver,
  flipsPerVariable,
  mistakeThousandths,
});

/** How many of `count` questions of a level are answered rightly. */
async function right(budget: Budget, level: number, count: number): Promise<number> {
  let found = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const { messages, secret } = induceEnvironment.generate({ level }, `skill-${seed}`);
    const answer = complete(budget, messages, { seed });
    if ((await induceEnvironment.check(secret, answer, { python })).reason === "correct") found += 1;
  }
  return found;
}

describe("induction", () => {
  test.each([1, 2])("default: who thinks of everything solves level %i", async (level) => {
    expect(await right(strength("full"), level, 16)).toBe(16);
  });

  test("behavior: more thought solves more", async () => {
    const ladder = [
      await right(strength("random"), 2, 16),
      await right(strength("walksat", 1), 2, 16),
      await right(strength("walksat", 40), 2, 16),
      await right(strength("full"), 2, 16),
    ];
    expect(ladder).toEqual([...ladder].sort((a, b) => a - b));
    expect(ladder[0]).toBe(0);
    expect(new Set(ladder).size).toBeGreaterThanOrEqual(3);
    expect(await right(strength("majority"), 2, 16)).toBeLessThan(16);
  });

  test("behavior: mistakes spoil the stated share of the answers", async () => {
    expect(await right(strength("full", 0, 1000), 2, 16)).toBe(0);
    const half = await right(strength("full", 0, 500), 2, 16);
    expect(half).toBeGreaterThan(2);
    expect(half).toBeLessThan(14);
  });

  test("behavior: two functions with choices get a program and no answer", async () => {
    const { messages, secret } = induceEnvironment.generate({ level: 5 }, "skill");
    const answer = complete(strength("full"), messages, { seed: 1 });
    expect(answer).toContain("def g(");
    expect((await induceEnvironment.check(secret, answer, { python })).thousandths).toBe(0);
  });
});
