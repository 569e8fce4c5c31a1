import { describe, expect, test } from "vitest";
import { satEnvironment } from "../../envs/index.ts";
import { complete } from "./complete.ts";
import type { Budget } from "./task-skill.ts";

const strength = (solver: Budget["solver"], flipsPerVariable = 0, mistakeThousandths = 0): Budget => ({
  solver,
  flipsPerVariable,
  mistakeThousandths,
});

/** How many of the questions of a level are answered correctly, by the judgement of the environment itself. */
async function successes(budget: Budget, params: object, count: number): Promise<number> {
  let correct = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const { messages, secret } = satEnvironment.generate(satEnvironment.normalizeParams(params), `strength-${seed}`);
    const { thousandths, reason } = await satEnvironment.check(secret, complete(budget, messages, { seed }));
    expect(["correct", "unsatisfied_clauses"]).toContain(reason);
    if (thousandths === 1000) correct += 1;
  }
  return correct;
}

describe("solvers of satisfiability", () => {
  test("default: more thought solves more", async () => {
    const budgets = [
      strength("random"),
      strength("walksat", 5),
      strength("walksat", 20),
      strength("walksat", 60),
      strength("full"),
    ];
    const ladder: number[] = [];
    for (const budget of budgets) ladder.push(await successes(budget, { level: 8 }, 40));
    expect(ladder).toEqual([...new Set(ladder)].sort((a, b) => a - b));
    expect(ladder[0]).toBe(0);
    expect(ladder.at(-1)).toBe(40);
  });

  test("behavior: the majority sign says nothing where signs are balanced", async () => {
    expect(await successes(strength("majority"), { level: 6 }, 40)).toBe(0);
  });

  test("behavior: mistakes spoil the stated share of the answers", async () => {
    expect(await successes(strength("full", 0, 1000), { level: 1 }, 40)).toBe(0);
    const half = await successes(strength("full", 0, 500), { level: 1 }, 40);
    expect(half).toBeGreaterThan(8);
    expect(half).toBeLessThan(32);
  });

  test.each([1, 2, 3, 4, 5, 6, 7])("behavior: the full solver solves level %i", async (level) => {
    expect(await successes(strength("full"), { level }, 10)).toBe(10);
  });

  test("behavior: reads formulas of other shapes, with variables that occur in no clause", async () => {
    const shapes = [
      { variables: 50, clauseSize: 3, clauses: 20 },
      { variables: 20, clauseSize: 5, clauses: 80 },
    ];
    for (const shape of shapes) expect(await successes(strength("full"), shape, 10)).toBe(10);
  });
});
