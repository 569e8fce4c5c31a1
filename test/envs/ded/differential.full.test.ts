import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { compare } from "./differential.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: 10,000 checks of a second implementation and 10,000 of the oracle's programs agree", async () => {
  const { checks, disagreements } = await compare(engine, "full", 1250, 8);
  expect(disagreements).toEqual([]);
  expect(checks).toBe(20_000);
});
