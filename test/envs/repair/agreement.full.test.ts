import { expect, test } from "vitest";
import { repairEnvironment } from "../../../src/envs/index.ts";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { compareRuns } from "./agreement.ts";

const engine = testEngine({ workers: 2 });

test("law: 10,080 runs of packages, healthy and faulty, print what their designs say", async () => {
  let all = 0;
  const seen = new Set<string>();
  for (const level of repairEnvironment.info.levels) {
    const { runs, kinds, disagreements } = await compareRuns(engine, level, 210, "full");
    expect(disagreements).toEqual([]);
    all += runs;
    for (const kind of kinds) seen.add(kind);
  }
  expect(all).toBe(10_080);
  expect(seen.size).toBeGreaterThanOrEqual(18);
});
