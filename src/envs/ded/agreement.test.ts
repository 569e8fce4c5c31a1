import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { dedEnvironment } from "../index.ts";
import { compareWithPython } from "./study/disagreements.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: interpreter and emitted program agree on 60 inputs of 50 specs", async () => {
  const { specs, runs, disagreements } = await compareWithPython(engine, "quick", 50);
  expect(disagreements).toEqual([]);
  expect(specs).toBeGreaterThanOrEqual(45);
  expect(runs).toBeGreaterThanOrEqual(2500);
});

test("behavior: the oracle's programs pass all hidden tests in both styles", async () => {
  for (let seed = 0; seed < 8; seed += 1) {
    const question = dedEnvironment.generate({ level: 1 + (seed % 5) }, `oracle-${seed}`);
    const answer = dedEnvironment.study!.oracle(question);
    expect((await dedEnvironment.check(question.secret, answer, { python: engine })).reason).toBe("correct");
  }
});
