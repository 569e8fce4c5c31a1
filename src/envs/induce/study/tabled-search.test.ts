import { describe, expect, test } from "vitest";
import { runRule } from "../grammar/run-rule.ts";
import { FUNCTION_NAMES, INDUCE_LEVELS } from "../induce-levels.ts";
import { induceEnvironment } from "../induce.ts";
import { inputOf, numbersOf } from "./input-of.ts";
import { readCalls } from "./read-calls.ts";
import { pairsTried, solveAll } from "./solver.ts";

describe("searchTabled", () => {
  test.each(INDUCE_LEVELS.map(({ level }) => level))(
    "default: finds rules of level %i that are right on what is hidden",
    (level) => {
      for (let seed = 0; seed < 6; seed += 1) {
        const { prompt, secret } = induceEnvironment.generate({ level }, `tabled-${seed}`);
        const { rules } = solveAll(readCalls(prompt), level);
        for (const call of secret.tests) {
          const rule = rules?.[FUNCTION_NAMES.findIndex((name) => name === call.function)];
          expect(rule === undefined ? null : runRule(rule, inputOf(call))).toEqual(numbersOf(call.result));
        }
      }
    },
  );

  test("behavior: needs far fewer looks than pairs looked at one by one, and no more than it may", () => {
    let [looks, pairs] = [0, 0];
    for (let seed = 0; seed < 6; seed += 1) {
      const functions = readCalls(induceEnvironment.generate({ level: 6 }, `fewer-${seed}`).prompt);
      const whole = solveAll(functions, 6);
      looks += whole.steps;
      pairs += pairsTried(functions, 6);
      const part = solveAll(functions, 6, { mostSteps: whole.steps - 1 });
      expect(part.rules).toBeNull();
      expect(part.steps).toBeLessThanOrEqual(whole.steps - 1);
      expect(solveAll(functions, 6, { mostSteps: whole.steps }).rules).toEqual(whole.rules);
    }
    expect(5 * looks).toBeLessThan(pairs);
  });
});
