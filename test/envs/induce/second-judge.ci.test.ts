import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { compareJudges } from "./differential.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

test("behavior: a judge written from the page says the same of 600 calls, right and spoilt", async () => {
  const { compared, reasons, disagreements } = await compareJudges(python, "quick", 600);
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(600);
  expect([...reasons].sort()).toEqual(["correct", "runtime_error", "wrong_output"]);
});
