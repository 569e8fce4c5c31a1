import { expect, test } from "vitest";
import { hasPython, runInCPython } from "./cpython.ts";
import { arithmeticPrograms, generatedPrograms } from "./programs.ts";

test.skipIf(!hasPython)("differential: 300 runs of generated programs print in CPython what they print here", () => {
  const programs = generatedPrograms(60, 5, "quick");
  expect(runInCPython(programs)).toEqual(programs.map(({ predicted }) => predicted));
});

test.skipIf(!hasPython)("differential: arithmetic, its printing and its faults agree with CPython", () => {
  const programs = arithmeticPrograms(150, 4);
  const printed = runInCPython(programs);
  let compared = 0;
  for (const [at, { predicted, program }] of programs.entries()) {
    for (const [run, output] of predicted.entries()) {
      if (output === undefined) continue;
      expect(printed[at]?.[run], program).toBe(output);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(400);
});
