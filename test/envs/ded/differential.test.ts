import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { compare } from "./differential.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: every statement has one reading, and a second implementation of it agrees on 120 tasks", async () => {
  const { checks, goals, disagreements } = await compare(engine, "quick", 120, 8);
  expect(disagreements).toEqual([]);
  expect(checks).toBe(120 * 8 * 2);
  expect([...goals].sort()).toEqual(["chain", "choose", "cut", "group", "line", "pair", "stretch", "tally"]);
});
