import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { CHECKS } from "../full-counts.ts";
import { compareJudges } from "./differential.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

test("behavior: a judge written from the page says the same of all calls, right and spoilt", async () => {
  const { compared, disagreements } = await compareJudges(python, "full", CHECKS);
  process.stderr.write(`INDUCE: ${compared} calls compared, ${disagreements.length} disagreements\n`);
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
});
