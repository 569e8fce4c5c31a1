import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { generatedPrograms } from "./programs.ts";
import { DRIVER, parseResults } from "./python-driver.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("differential: 12,000 runs of generated programs print in the sandbox's CPython what they print here", async () => {
  let runs = 0;
  for (let batch = 0; batch < 40; batch += 1) {
    const programs = generatedPrograms(50, 6, `sandbox-${batch}`);
    const { kind, stdout } = await engine.run(DRIVER, { stdin: JSON.stringify(programs) });
    expect(kind).toBe("ok");
    expect(parseResults(stdout)).toEqual(programs.map(({ predicted }) => predicted));
    for (const { predicted } of programs) runs += predicted.length;
  }
  expect(runs).toBe(12_000);
});
