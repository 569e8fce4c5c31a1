import { expect, test } from "vitest";
import { hasPython, runInCPython } from "./cpython.ts";
import { generatedPrograms } from "./programs.ts";

test.skipIf(!hasPython)("differential: 12,000 runs of generated programs print in CPython what they print here", () => {
  let runs = 0;
  for (let batch = 0; batch < 10; batch += 1) {
    const programs = generatedPrograms(200, 6, `full-${batch}`);
    expect(runInCPython(programs)).toEqual(programs.map(({ predicted }) => predicted));
    for (const { predicted } of programs) {
      expect(predicted.every((output) => typeof output === "string")).toBe(true);
      runs += predicted.length;
    }
  }
  expect(runs).toBe(12_000);
});
