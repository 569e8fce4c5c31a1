import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { induceEnvironment } from "../index.ts";
import { compareWithPython } from "./study/agreement.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: the grammar means what Python means, 20 inputs of 60 rules", async () => {
  const { runs, disagreements } = await compareWithPython(engine, "quick", 60);
  expect(disagreements).toEqual([]);
  expect(runs).toBeGreaterThanOrEqual(800);
});

test("behavior: the oracle's programs pass all hidden calls", async () => {
  for (const level of induceEnvironment.info.levels) {
    const question = induceEnvironment.generate({ level }, `oracle-${level}`);
    const answer = induceEnvironment.study!.oracle(question);
    expect((await induceEnvironment.check(question.secret, answer, { python: engine })).reason).toBe("correct");
  }
});
