import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { STEPS } from "./steps/index.ts";
import { compareWithPython } from "./study/disagreements.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: interpreter and emitted program agree on 60 inputs of 3,000 specs", async () => {
  const { specs, steps, disagreements } = await compareWithPython(engine, "full", 3000);
  expect(disagreements).toEqual([]);
  expect(specs).toBeGreaterThanOrEqual(2900);
  expect(steps.size).toBe(STEPS.length);
});
