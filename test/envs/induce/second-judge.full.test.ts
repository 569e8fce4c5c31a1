import { afterAll, expect, test } from "vitest";
import { induceEnvironment } from "../../../src/envs/index.ts";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { CHECKS, levelsAmong } from "../full-counts.ts";
import { compareJudges } from "./differential.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

test("behavior: a judge written from the page says the same of all calls, right and spoilt", async () => {
  const levels = levelsAmong(induceEnvironment.info.levels);
  const { compared, disagreements } = await compareJudges(python, "full", CHECKS, levels);
  process.stderr.write(
    `INDUCE levels ${levels.join()}: ${compared} calls compared, ${disagreements.length} disagreements\n`,
  );
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
});
