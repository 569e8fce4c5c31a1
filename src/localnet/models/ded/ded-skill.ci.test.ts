import { afterAll, describe, expect, test } from "vitest";
import { dedEnvironment } from "../../../envs/index.ts";
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

/** The reasons of the environment for the answers to `count` questions of a level. */
async function reasons(budget: Budget, level: number, count: number): Promise<string[]> {
  const given: string[] = [];
  for (let seed = 0; seed < count; seed += 1) {
    const { messages, secret } = dedEnvironment.generate({ level }, `skill-${seed}`);
    const answer = complete(budget, messages, { seed });
    given.push((await dedEnvironment.check(secret, answer, { python })).reason);
  }
  return given;
}

const right = (given: readonly string[]): number => given.filter((reason) => reason === "correct").length;

describe("programming", () => {
  test.each([1, 3, 6])("default: the full reader solves level %i", async (level) => {
    expect(await reasons(strength("full"), level, 8)).toEqual(Array.from({ length: 8 }, () => "correct"));
  });

  test("behavior: the less thought, the fewer right programs", async () => {
    const careful = right(await reasons(strength("walksat", 60), 3, 12));
    const hasty = right(await reasons(strength("walksat", 3), 3, 12));
    expect(careful).toBeGreaterThan(hasty);
    expect(right(await reasons(strength("majority"), 3, 8))).toBe(0);
    expect(right(await reasons(strength("random"), 3, 8))).toBe(0);
  });

  test("behavior: mistakes spoil the stated share of the answers", async () => {
    expect(right(await reasons(strength("full", 0, 1000), 3, 8))).toBe(0);
    const half = right(await reasons(strength("full", 0, 500), 3, 16));
    expect(half).toBeGreaterThan(2);
    expect(half).toBeLessThan(14);
  });
});
