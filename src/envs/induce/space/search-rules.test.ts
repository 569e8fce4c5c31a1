import { describe, expect, test } from "vitest";
import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import { predicateOf } from "../grammar/tables.ts";
import type { Choice, Rule } from "../grammar/rule.ts";
import { runRule } from "../grammar/run-rule.ts";
import { STEPS } from "../grammar/step.ts";
import { STARTS, UPDATES } from "../grammar/update.ts";
import { induceEnvironment } from "../induce.ts";
import { readCalls } from "../study/read-calls.ts";
import type { Calls, Form } from "./calls.ts";
import { searchRules } from "./search-rules.ts";

const plain = { combination: null, steps: [], core: null, suffix: null, fold: null };

/** All rules of a form that fit, as texts in order. */
function found(calls: Calls, form: Partial<Form>): string[] {
  const rules: string[] = [];
  const whole = { steps: 0, arms: 0, suffix: false, fold: false, ...form };
  searchRules(calls, whole, { size: Infinity, onFit: (rule) => rules.push(JSON.stringify(rule)) < 0 });
  return [...new Set(rules)].sort();
}

/** The same by running every rule there is. */
function bruteForce(calls: Calls, rules: Iterable<Omit<Rule, "input" | "output">>): string[] {
  const { input, output, inputs, results } = calls;
  const wanted = results.map((result) => result.join());
  const fitting: string[] = [];
  for (const parts of rules) {
    const rule: Rule = { input, output, ...parts };
    if (inputs.every((one, at) => runRule(rule, one)?.join() === wanted[at])) fitting.push(JSON.stringify(rule));
  }
  return [...new Set(fitting)].sort();
}

const listCalls = (level: number, prefix: string, count: number): Calls[] => {
  const calls: Calls[] = [];
  for (let seed = 0; calls.length < count; seed += 1) {
    const [one] = readCalls(induceEnvironment.generate({ level }, `${prefix}-${seed}`).prompt);
    if (one?.input === "list" && one.output === "list") calls.push(one);
  }
  return calls;
};
const known = ({ reads }: { readonly reads: string }): boolean => reads !== "key";

/** Choices of two whose condition holds of some elements and not of others, and of one. */
function* choices(results: readonly { readonly id: string }[], predicates: readonly string[]): Generator<Choice> {
  for (const { id } of results) yield { predicates: [], results: [id] };
  for (const predicate of predicates) {
    for (const { id: yes } of results) {
      for (const { id: no } of results) yield { predicates: [predicate], results: [yes, no] };
    }
  }
}

describe("searchRules", () => {
  test("behavior: finds what running all pairs of steps finds", () => {
    const steps = STEPS.filter(known).map(({ id }) => id);
    function* pairs() {
      for (const first of steps) {
        yield { ...plain, steps: [first] };
        for (const second of steps) yield { ...plain, steps: [first, second] };
      }
      yield plain;
    }
    for (const calls of listCalls(2, "pairs", 2))
      expect(found(calls, { steps: 2 })).toEqual(bruteForce(calls, pairs()));
  });

  test("behavior: finds what running all choices of element maps finds", () => {
    for (const calls of listCalls(3, "maps", 2)) {
      const some = PREDICATES.filter((row) => known(row) && row.reads !== "state").map(({ id }) => id);
      const telling = some.filter((id) => {
        const held = calls.inputs.flatMap(({ xs }) => xs.map((_, i) => predicateOf(id).holds(xs, i, 0, 0)));
        return held.includes(true) && held.includes(false);
      });
      function* cores() {
        yield plain;
        for (const choice of choices(ELEMENT_MAPS.filter(known), telling)) {
          yield { ...plain, core: { kind: "map" as const, choice } };
        }
      }
      const maps = found(calls, { arms: 2 }).filter((text) => !text.includes('"kind":"run"'));
      expect(maps).toEqual(bruteForce(calls, cores()));
    }
  });

  test("behavior: finds what running all running rules finds", () => {
    for (const calls of listCalls(3, "runs", 2)) {
      const runs = found(calls, { arms: 2 }).filter((text) => text.includes('"kind":"run"'));
      for (const start of STARTS) {
        // Conditions on the state hold here and there or not, by the states, which are the start and the results.
        const telling = PREDICATES.filter(known).filter(({ holds }) => {
          const held = calls.inputs.flatMap(({ xs }, at) =>
            xs.map((_, i) => holds(xs, i, 0, i === 0 ? start : (calls.results[at]?.[i - 1] ?? 0))),
          );
          return held.includes(true) && held.includes(false);
        });
        function* cores() {
          for (const choice of choices(
            UPDATES.filter(known),
            telling.map(({ id }) => id),
          )) {
            yield { ...plain, core: { kind: "run" as const, start, choice } };
          }
        }
        const own = runs.filter((text) => text.includes(`"start":${start},`));
        expect(own).toEqual(bruteForce(calls, cores()));
      }
    }
  });

  test("behavior: a suffix is found by undoing it", () => {
    const rule: Rule = {
      input: "list",
      output: "list",
      ...plain,
      steps: ["sorted(v)"],
      core: { kind: "map", choice: { predicates: ["x % 3 == 0"], results: ["x * x", "7 - x"] } },
      suffix: "[sum(v[:j + 1]) for j in range(len(v))]",
    };
    const inputs = [
      [3, 14, -5, 9, 26, 7],
      [12, 1, 8, -9, 31],
      [2, 40, 6, 6, -20, 11, 5],
      [22, 21, 20, 19],
    ].map((xs) => ({
      xs,
      ys: [],
      k: 0,
    }));
    const results = inputs.map((input) => runRule(rule, input)!);
    const calls: Calls = { input: "list", output: "list", inputs, results };
    expect(found(calls, { steps: 1, arms: 2, suffix: true })).toContain(JSON.stringify(rule));
    expect(found(calls, { steps: 1, arms: 2 })).toEqual([]);
  });

  test("behavior: a limit ends the search, and is told", () => {
    const [calls] = listCalls(6, "limit", 1);
    const tried = searchRules(
      calls!,
      { steps: 1, arms: 2, suffix: true, fold: false },
      {
        size: Infinity,
        onFit: () => false,
        mostTried: 50,
      },
    );
    expect(tried).toBeGreaterThanOrEqual(50);
    expect(tried).toBeLessThanOrEqual(52);
  });
});
