import { describe, expect, test } from "vitest";
import { AffineError } from "../../core/index.ts";
import type { PythonEngine, Verdict } from "../../sandbox/index.ts";
import { environment, INDUCE, induceEnvironment, INDUCTION } from "../index.ts";
import { returnedLine } from "../judge/drivers.ts";
import { fenced } from "../judge/fenced.ts";
import { sizeOf } from "./grammar/rule.ts";
import { formOf, FUNCTION_NAMES, INDUCE_LEVELS, levelNumbered } from "./induce-levels.ts";
import { searchRules } from "./space/search-rules.ts";
import { inputOf } from "./study/input-of.ts";
import { readCalls } from "./study/read-calls.ts";
import { rightResults } from "./study/right-results.ts";
import { runRule } from "./grammar/run-rule.ts";

const LEVELS = INDUCE_LEVELS.map(({ level }) => level);
const at = (level: number, seed: string) => induceEnvironment.generate({ level }, seed);

interface Seen {
  readonly program: string;
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>> | undefined;
}

/** An engine that ends every run in the same way. */
function engineOf(end: Partial<Verdict>, seen: Seen[] = []): PythonEngine {
  const usual = { kind: "ok", exitCode: 0, stdout: "", stderr: "", ticks: 1, truncated: false, detail: null } as const;
  return {
    run: (program, options) => {
      seen.push({ program: String(program), stdin: String(options?.stdin), files: options?.files });
      return Promise.resolve({ ...usual, ...end });
    },
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    inspect: () => Promise.reject(new Error("not asked")),
  };
}

describe("generate", () => {
  test.each(LEVELS)("default: level %i has ten hidden calls a function, none of them shown", (level) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const { prompt, messages, secret } = at(level, `calls-${seed}`);
      expect(messages).toEqual([{ role: "user", content: prompt }]);
      expect(secret.rules.length).toBe(levelNumbered(level).functions);
      for (const name of FUNCTION_NAMES.slice(0, secret.rules.length)) {
        const tests = secret.tests.filter((call) => call.function === name);
        expect(tests.length).toBe(10);
        const results = tests.map(({ result }) => JSON.stringify(result));
        for (const result of results) expect(results.filter((other) => other === result).length).toBeLessThanOrEqual(4);
        for (const call of tests) {
          const given = call.arguments.map((value) => JSON.stringify(value).replaceAll(",", ", ")).join(", ");
          if (given.length > 8) expect(prompt).not.toContain(given);
        }
      }
    }
  });

  test.each(LEVELS)(
    "behavior: all rules of level %i that fit what is shown agree on what is hidden, none is shorter",
    (level) => {
      for (let seed = 0; seed < 3; seed += 1) {
        const { prompt, secret } = at(level, `space-${seed}`);
        for (const [place, calls] of readCalls(prompt).entries()) {
          const rule = secret.rules[place]!;
          const tests = secret.tests.filter((call) => call.function === FUNCTION_NAMES[place]);
          const wanted = tests.map((call) => runRule(rule, inputOf(call))?.join());
          let fitting = 0;
          searchRules(calls, formOf(levelNumbered(level), calls.input), {
            size: sizeOf(rule),
            onFit(other) {
              fitting += 1;
              expect(sizeOf(other)).toBe(sizeOf(rule));
              expect(tests.map((call) => runRule(other, inputOf(call))?.join())).toEqual(wanted);
              return false;
            },
          });
          expect(fitting).toBeGreaterThan(0);
        }
      }
    },
  );

  test("behavior: every kind of argument and result is asked for", () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 60; seed += 1) {
      for (const { input, output } of at(2, `kinds-${seed}`).secret.rules) kinds.add(`${input} to ${output}`);
    }
    const expected = ["list", "key", "lists", "word"].flatMap((input) => [`${input} to list`, `${input} to number`]);
    expect([...kinds].sort()).toEqual([...expected, "word to word"].sort());
  });

  test("behavior: known by both names, scored from level 5", () => {
    expect(environment("induction")).toBe(induceEnvironment);
    expect(INDUCTION).toBe(INDUCE);
    expect(induceEnvironment.info.scoredLevels).toEqual([5, 6, 7]);
    expect(induceEnvironment.normalizeParams(undefined)).toEqual({ level: 5 });
  });

  test("error: unknown levels and parameters", () => {
    for (const params of [{ level: 0 }, { level: 8 }, { level: "5" }, { source: "corpus" }, { functions: 2 }]) {
      expect(() => induceEnvironment.normalizeParams(params), JSON.stringify(params)).toThrow(AffineError);
    }
  });
});

describe("check", () => {
  const { secret, prompt } = at(5, "check");
  const both = fenced("def f(*a):\n    pass\n\ndef g(*a):\n    pass");
  const check = (completion: unknown, python: PythonEngine) => induceEnvironment.check(secret, completion, { python });

  test("default: all calls are right", async () => {
    const evaluation = await check(both, rightResults(secret));
    expect(evaluation).toMatchObject({ score: 1, reason: "correct", metrics: { tests: 20, passed: 20 } });
  });

  test("behavior: one wrong result is a 0; all that are right are counted, in one run", async () => {
    const results: (string | null)[] = secret.tests.map(({ result }) => JSON.stringify(result));
    const told = async (changed: (string | null)[]) => check(both, engineOf({ stdout: returnedLine(changed) }));
    const wrong = { thousandths: 0, metrics: { tests: 20, passed: 19 } };
    expect(await told(results.with(3, "[7777]"))).toMatchObject({ ...wrong, reason: "wrong_output" });
    expect(await told(results.with(3, null))).toMatchObject({ ...wrong, reason: "runtime_error" });
    // The first that is wrong gives the reason.
    expect((await told(results.with(3, "[7777]").with(9, null))).reason).toBe("wrong_output");
    for (const other of [results.slice(1), [...results, "1"], [], results.map(() => null)]) {
      expect((await told(other)).thousandths).toBe(0);
    }
  });

  test("behavior: what is no list of results is wrong", async () => {
    for (const stdout of ["", "[]\n", returnedLine(7), returnedLine(secret.tests.map(({ result }) => result))]) {
      expect(await check(both, engineOf({ stdout }))).toMatchObject({ thousandths: 0, reason: "wrong_output" });
    }
  });

  test("behavior: hidden calls reach the program as standard input only, without their results", async () => {
    const seen: Seen[] = [];
    await check(both, engineOf({}, seen));
    expect(seen.length).toBe(1);
    expect(JSON.parse(seen[0]!.stdin)).toEqual(secret.tests.map((call) => [call.function, call.arguments]));
    expect(seen[0]!.files!["answer.py"]!.startsWith("def f(*a):")).toBe(true);
    for (const { result } of secret.tests) expect(seen[0]!.program).not.toContain(JSON.stringify(result));
  });

  test.each([
    ["exit", "exit_status"],
    ["runtime_error", "runtime_error"],
    ["fuel", "fuel_exhausted"],
    ["memory", "memory_exhausted"],
    ["output", "output_too_long"],
    ["violation", "program_violation"],
    ["crash", "program_crashed"],
  ] as const)("behavior: a run that ends as %s is a 0 for %s", async (kind, reason) => {
    expect(await check(both, engineOf({ kind }))).toMatchObject({ thousandths: 0, reason });
  });

  test("behavior: a later block without both functions is an example of their use", async () => {
    const usage = `${both}\n\nFor example:\n\n${fenced("print(f([1, 2]))")}`;
    expect((await check(usage, rightResults(secret))).reason).toBe("correct");
  });

  test.each([
    ["no fence", "def f(xs): return xs", "no_answer"],
    ["an open fence", "```python\ndef f(xs): return xs", "unclosed_answer"],
    ["no program", "```python\n  \n```", "empty_program"],
    ["a lone surrogate", "```python\ndef f(w): return '\ud800'\n```", "forbidden_character"],
    ["no text", 7, "not_text"],
    ["the echoed prompt", prompt, "no_answer"],
  ])("behavior: %s is a 0 without a run", async (_, completion, reason) => {
    const seen: Seen[] = [];
    expect(await check(completion, engineOf({}, seen))).toMatchObject({ thousandths: 0, reason });
    expect(seen).toEqual([]);
  });

  test("behavior: a secret without tests is never a 1", async () => {
    const empty = { ...secret, tests: [] };
    const evaluation = await induceEnvironment.check(empty, both, { python: engineOf({}) });
    expect(evaluation).toMatchObject({ thousandths: 0, reason: "invalid_sample" });
  });

  test("error: trouble of the sandbox is no verdict", async () => {
    const down = new AffineError("sandbox_unavailable", "No workers.");
    const engine: PythonEngine = { ...engineOf({}), run: () => Promise.reject(down) };
    await expect(check(both, engine)).rejects.toBe(down);
  });
});
