import { describe, expect, test } from "vitest";
import { ENDED_WELL } from "../../../test/sandbox/kit/ended-well.ts";
import { AffineError } from "../../core/index.ts";
import type { PythonEngine, Verdict } from "../../sandbox/index.ts";
import { DED, DEDUCTION, dedEnvironment, environment } from "../index.ts";
import type { GeneratedTask } from "./ded-secret.ts";
import { fenced } from "../judge/fenced.ts";
import { inputOf } from "./hidden/input-of.ts";
import { rightAnswers } from "./study/right-answers.ts";

const at = (level: number, seed: string) => {
  const { prompt, messages, secret } = dedEnvironment.generate({ level }, seed);
  return { prompt, messages, secret: secret as GeneratedTask };
};

/** An engine that ends every run in the same way. */
function engineOf(end: Partial<Verdict>, seen: { program: string; stdin: string }[] = []): PythonEngine {
  return {
    run: (program, options) => {
      seen.push({ program: String(program), stdin: String(options?.stdin) });
      return Promise.resolve({ ...ENDED_WELL, ...end });
    },
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    inspect: () => Promise.reject(new Error("not asked")),
  };
}

describe("generate", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "default: level %i has 14 to 24 tests, the last two large, no more than four small ones with one output",
    (level) => {
      for (let seed = 0; seed < 3; seed += 1) {
        const { prompt, messages, secret } = at(level, `tests-${seed}`);
        expect(messages).toEqual([{ role: "user", content: prompt }]);
        expect(secret.tests.length).toBeGreaterThanOrEqual(14);
        expect(secret.tests.length).toBeLessThanOrEqual(24);
        expect(secret.tests.map((hidden) => "recipe" in hidden).indexOf(true)).toBe(secret.tests.length - 2);
        const counts = new Map<string, number>();
        for (const { output } of secret.tests.slice(0, 12)) counts.set(output, (counts.get(output) ?? 0) + 1);
        expect(Math.max(...counts.values())).toBeLessThanOrEqual(4);
      }
    },
  );

  test("behavior: hidden tests stay hidden", () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const { prompt, secret } = at(3, `hidden-${seed}`);
      const inputs = secret.tests.map((hidden) => inputOf(secret.task, hidden));
      for (const input of inputs.filter((text) => text.length > 16)) expect(prompt).not.toContain(input);
    }
  });

  test("behavior: both styles are asked for, and the prompt says which", () => {
    const styles = new Set<string>();
    for (let seed = 0; seed < 16; seed += 1) {
      const { prompt, secret } = at(1, `style-${seed}`);
      styles.add(secret.style);
      expect(prompt.startsWith("Write a Python 3 function solve(text)")).toBe(secret.style === "function_call");
    }
    expect([...styles].sort()).toEqual(["function_call", "stdin_stdout"]);
  });

  test("behavior: the largest input has the size that the statement gives, and is the same each time it is made", () => {
    const { prompt, secret } = at(4, "large");
    const last = secret.tests.at(-1)!;
    const input = inputOf(secret.task, last);
    const most = secret.task.mostItems;
    expect(prompt).toContain(most.toLocaleString("en-US"));
    expect(most).toBeGreaterThanOrEqual(20_000);
    expect(input.split("\n").length).toBe(most + 2);
    expect(inputOf(secret.task, { ...last })).toBe(input);
  });

  test("behavior: known by both names, scored from level 3", () => {
    expect(environment("deduction")).toBe(dedEnvironment);
    expect(environment("DED")).toBe(dedEnvironment);
    expect(DEDUCTION).toBe(DED);
    expect(dedEnvironment.info.scoredLevels).toEqual([3, 4, 5, 6]);
    expect(dedEnvironment.normalizeParams(undefined)).toEqual({ level: 3 });
  });

  test("error: unknown levels and parameters", () => {
    const wrong = [
      { level: 0 },
      { level: 7 },
      { source: "corpus" },
      { source: "corpus", corpus: "abc" },
      { style: "x" },
    ];
    for (const params of wrong) {
      expect(() => dedEnvironment.normalizeParams(params), JSON.stringify(params)).toThrow(AffineError);
    }
  });
});

describe("check", () => {
  const { secret } = at(2, "check");
  const check = (completion: unknown, python: PythonEngine) => dedEnvironment.check(secret, completion, { python });

  test("default: all tests pass", async () => {
    const evaluation = await check(fenced("pass"), rightAnswers(secret));
    expect(evaluation).toMatchObject({ score: 1, thousandths: 1000, reason: "correct" });
    expect(evaluation.metrics).toEqual({ tests: secret.tests.length, passed: secret.tests.length });
  });

  test("behavior: one wrong output is a 0, and nothing is run after it", async () => {
    const right = rightAnswers(secret);
    let runs = 0;
    const wrongAtLast: PythonEngine = {
      ...right,
      run: async (program, options) => {
        runs += 1;
        const verdict = await right.run(program, options);
        return runs === 3 ? { ...verdict, stdout: `${verdict.stdout}!` } : verdict;
      },
    };
    expect(await check(fenced("pass"), wrongAtLast)).toMatchObject({ thousandths: 0, metrics: { passed: 2 } });
    expect(runs).toBe(3);
    // With every test asked for, those after it count in the metrics, and in nothing else.
    runs = 0;
    const tests = secret.tests.length;
    const all = await dedEnvironment.check(secret, fenced("pass"), { python: wrongAtLast, everyTest: true });
    expect(all).toMatchObject({ thousandths: 0, reason: "wrong_output", metrics: { tests, passed: tests - 1 } });
    expect(runs).toBe(tests);
  });

  test("behavior: tests reach the program as standard input only", async () => {
    const seen: { program: string; stdin: string }[] = [];
    await check(fenced("print(1)"), engineOf({ stdout: "no" }, seen));
    expect(seen.length).toBe(1);
    expect(seen[0]!.stdin).toBe(inputOf(secret.task, secret.tests[0]!));
    expect(seen[0]!.program.startsWith("print(1)\n")).toBe(true);
    for (const hidden of secret.tests.slice(0, 12)) {
      const input = inputOf(secret.task, hidden).trim();
      if (input.length > 8) expect(seen[0]!.program).not.toContain(input);
    }
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
    expect(await check(fenced("pass"), engineOf({ kind }))).toMatchObject({ thousandths: 0, reason });
  });

  test("behavior: cut output is never right", async () => {
    const right = rightAnswers(secret);
    const cut: PythonEngine = { ...right, run: async (...job) => ({ ...(await right.run(...job)), truncated: true }) };
    expect(await check(fenced("pass"), cut)).toMatchObject({ thousandths: 0, reason: "wrong_output" });
  });

  test.each([
    ["no fence", "print(1)", "no_answer"],
    ["an open fence", "```python\nprint(1)", "unclosed_answer"],
    ["no program", "```python\n  \n```", "empty_program"],
    ["a lone surrogate", "```python\nprint('\ud800')\n```", "forbidden_character"],
    ["no text", 7, "not_text"],
  ])("behavior: %s is a 0 without a run", async (_, completion, reason) => {
    const seen: { program: string; stdin: string }[] = [];
    expect(await check(completion, engineOf({}, seen))).toMatchObject({ thousandths: 0, reason });
    expect(seen).toEqual([]);
  });

  test("behavior: the echoed prompt is no program", async () => {
    expect((await check(at(2, "check").prompt, engineOf({}))).reason).toBe("no_answer");
  });

  test("behavior: a secret without tests is never a 1", async () => {
    const empty = { source: "corpus" as const, cases: [] };
    expect(await dedEnvironment.check(empty, fenced("pass"), { python: engineOf({}) })).toMatchObject({
      thousandths: 0,
      reason: "invalid_sample",
    });
  });

  test("error: trouble of the sandbox is no verdict", async () => {
    const down = new AffineError("sandbox_unavailable", "No workers.");
    const engine: PythonEngine = { ...engineOf({}), run: () => Promise.reject(down) };
    await expect(check(fenced("pass"), engine)).rejects.toBe(down);
  });
});
