import { expect, test } from "vitest";
import { testEngine } from "../../../../test/sandbox/kit/engines.ts";
import { repairEnvironment } from "../../../envs/index.ts";
import { complete } from "../complete.ts";
import type { Budget } from "../task-skill.ts";

const python = testEngine({ workers: 2 });
const QUESTIONS = 40;

/** How many packages of so many a model mends. */
async function mendedBy(budget: Budget, level = 3): Promise<number> {
  const { episode } = repairEnvironment;
  const scores = await Promise.all(
    Array.from({ length: QUESTIONS }, async (_, index) => {
      const { secret } = repairEnvironment.generate({ level }, `skill-${index}`);
      const turns: string[] = [];
      let now = await episode.playFrom(secret, turns, { python });
      for (; now.verdict === null; now = await episode.playFrom(secret, turns, { python })) {
        turns.push(complete(budget, now.messages, { seed: index }));
      }
      return now.verdict.thousandths;
    }),
  );
  return scores.filter((score) => score === 1000).length;
}

test("behavior: a careful model mends a good part of all packages, a careless one fewer, a random one none", async () => {
  const full = { solver: "full", flipsPerVariable: 0, mistakeThousandths: 0 } as const;
  const careful = await mendedBy(full);
  const careless = await mendedBy({ ...full, mistakeThousandths: 500 });
  expect(careful).toBeGreaterThanOrEqual(24);
  expect(careless).toBeGreaterThanOrEqual(4);
  expect(careless).toBeLessThan(careful);
  expect(await mendedBy({ ...full, solver: "random" })).toBe(0);
  expect(await mendedBy(full, 8)).toBeGreaterThanOrEqual(24);
});
