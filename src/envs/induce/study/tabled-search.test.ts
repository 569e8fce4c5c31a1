import { describe, expect, test } from "vitest";
import { runRule } from "../grammar/run-rule.ts";
import { FUNCTION_NAMES, INDUCE_LEVELS } from "../induce-levels.ts";
import { induceEnvironment } from "../induce.ts";
import { inputOf, numbersOf } from "./input-of.ts";
import { readCalls } from "./read-calls.ts";
import { pairsTried, solveAll } from "./solver.ts";
import { tenthOfTheSteps } from "./tenth.ts";

describe("searchTabled", () => {
  test.each(INDUCE_LEVELS.map(({ level }) => level))(
    "default: finds rules of level %i that give what is shown and what is hidden",
    (level) => {
      for (let seed = 0; seed < 6; seed += 1) {
        const { prompt, secret } = induceEnvironment.generate({ level }, `tabled-${seed}`);
        const functions = readCalls(prompt);
        const { rules } = solveAll(functions, level);
        for (const [at, { inputs, results }] of functions.entries()) {
          expect(inputs.map((input) => runRule(rules?.[at] as never, input))).toEqual(results);
        }
        for (const call of secret.tests) {
          const rule = rules?.[FUNCTION_NAMES.findIndex((name) => name === call.function)];
          expect(rule === undefined ? null : runRule(rule, inputOf(call))).toEqual(numbersOf(call.result));
        }
      }
    },
  );

  test("behavior: looks at fewer elements than there are pairs one by one, and at no more than it may", () => {
    let [elements, pairs] = [0, 0];
    for (let seed = 0; seed < 6; seed += 1) {
      const functions = readCalls(induceEnvironment.generate({ level: 6 }, `fewer-${seed}`).prompt);
      const whole = solveAll(functions, 6);
      elements += whole.steps;
      pairs += pairsTried(functions, 6);
      const part = solveAll(functions, 6, { mostSteps: whole.steps - 1 });
      expect(part.rules).toBeNull();
      expect(part.steps).toBeLessThanOrEqual(whole.steps - 1);
      expect(solveAll(functions, 6, { mostSteps: whole.steps + 1 }).rules).toEqual(whole.rules);
    }
    expect(elements).toBeLessThan(pairs);
  });

  test("behavior: a tenth of the steps grows with the scored levels, and finds no pair of functions", () => {
    expect(tenthOfTheSteps(5)).toBeLessThan(tenthOfTheSteps(6));
    expect(tenthOfTheSteps(6)).toBeLessThan(tenthOfTheSteps(7));
    for (const level of [5, 6, 7]) {
      const functions = readCalls(induceEnvironment.generate({ level }, "tenth-1").prompt);
      expect(solveAll(functions, level, { mostSteps: tenthOfTheSteps(level) }).rules).toBeNull();
    }
  });

  test("cost: a choice of which one result is asked for by no element is found by the search of pairs", () => {
    const { prompt, secret } = induceEnvironment.generate({ level: 7 }, "im-7-135");
    const { rules } = solveAll(readCalls(prompt), 7);
    for (const call of secret.tests) {
      const rule = rules?.[FUNCTION_NAMES.findIndex((name) => name === call.function)];
      expect(rule === undefined ? null : runRule(rule, inputOf(call))).toEqual(numbersOf(call.result));
    }
  });
});
