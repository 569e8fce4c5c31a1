import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { compareJudges } from "./differential.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

test("behavior: a judge written from the page says the same of 10,000 calls, right and spoilt", async () => {
  const { compared, disagreements } = await compareJudges(python, "full", 10_000);
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(10_000);
});
