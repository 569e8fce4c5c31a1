import { expect, test } from "vitest";
import { environment } from "../../envs/index.ts";
import { complete } from "./complete.ts";
import type { Budget } from "./task-skill.ts";

/** Mean reward of a model over some questions, thousandths. */
async function meanOf(name: string, level: number, budget: Budget, questions = 12): Promise<number> {
  const asked = environment(name);
  let sum = 0;
  for (let index = 0; index < questions; index += 1) {
    const { messages, secret } = asked.generate({ level }, `skill-${index}`);
    sum += (await asked.check(secret, complete(budget, messages, { seed: index }))).thousandths;
  }
  return sum / questions;
}

test.each([
  ["TRACK", 3],
  ["PLAN", 3],
  ["PROVE", 3],
  ["OPT", 3],
])("behavior: a strong model solves %s, a careless one half of it, a random one nothing", async (name, level) => {
  const full = { solver: "full", flipsPerVariable: 0, mistakeThousandths: 0 } as const;
  expect(await meanOf(name, level, full)).toBeGreaterThan(750);
  const careless = await meanOf(name, level, { ...full, mistakeThousandths: 500 });
  expect(careless).toBeGreaterThan(100);
  expect(careless).toBeLessThan(900);
  expect(await meanOf(name, level, { ...full, solver: "random" })).toBeLessThan(50);
});
