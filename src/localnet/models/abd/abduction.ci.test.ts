import { describe, expect, test } from "vitest";
import { abdEnvironment } from "../../../envs/index.ts";
import { complete } from "../complete.ts";
import type { Budget } from "../task-skill.ts";
import { readProgram } from "./python/read-program.ts";
import { readTask } from "./task.ts";

const strength = (solver: Budget["solver"], flipsPerVariable = 0, mistakeThousandths = 0): Budget => ({
  solver,
  flipsPerVariable,
  mistakeThousandths,
});

/** How many of the questions of a level are answered correctly, by the judgement of the environment itself. */
async function successes(budget: Budget, level: number, count: number): Promise<number> {
  let correct = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const { messages, secret } = abdEnvironment.generate({ level }, `strength-${seed}`);
    const { thousandths, reason } = await abdEnvironment.check(secret, complete(budget, messages, { seed }));
    expect(["correct", "wrong_output"]).toContain(reason);
    if (thousandths === 1000) correct += 1;
  }
  return correct;
}

describe("reading", () => {
  test("default: what a program prints, of every level, by the reader's own interpreter", () => {
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      for (let seed = 0; seed < 8; seed += 1) {
        const { prompt, secret } = abdEnvironment.generate({ level }, `read-${seed}`);
        if (secret.source !== "generated") throw new Error("not a generated program");
        const { numbers, word, key } = secret.input;
        const task = readTask(prompt)!;
        expect(task.output).toEqual(secret.output);
        expect(task.run([numbers.join(" "), word, String(key)])).toEqual(secret.output);
        expect(task.run([numbers.join(" "), `${word}a`, String(key)])).toBeNull();
      }
    }
  });

  test.each([
    ["for i in range(3):\n    if i == 1:\n        continue\n    print(i)", "", ["0", "2"]],
    ["while True:\n    break\nprint(-7 // 2, -7 % 3, 7 & 3 | 8, not 0)", "", ["-4 2 11 True"]],
    ["def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nprint(f(5))", "", ["120"]],
    ["d = {}\nd[input()] = 1\nprint(*[a + str(b) for a, b in zip(d, [7, 8])])", "x", ["x7"]],
    ["x = [3, 1, 2]\nx[0] += 4\nprint(*sorted(x), min(x), x[::-1][0], (x[0], 1) < (8, 0))", "", ["1 2 7 1 2 True"]],
  ])("default: more of Python than the questions need: %s", (program, line, expected) => {
    expect(readProgram(program)?.([line])).toEqual(expected);
  });

  test.each(["import os", "x = ", "print(unknown)", "  x = 1", "class A: pass", "x = open('f')", "x = (".repeat(500)])(
    "error: %j is not understood",
    (program) => {
      expect(readProgram(program)).toBeNull();
    },
  );

  test.each([
    "while True:\n    pass",
    "x = [0]\nwhile True:\n    x = x + x",
    "x = 'a'\nwhile True:\n    x = ''.join([x, x])",
    "x = 'a'\nwhile True:\n    print(x)\n    x += x",
    "x = []\nwhile True:\n    x.append(x)",
    "def f(x):\n    return f(x)\nprint(f(1))",
    "print(1 // 0)",
    "print(input(), input())",
    "print([1][1])",
    "print(range(10 ** 9))",
    "print(*range(999999999))",
  ])("error: %j prints nothing", (program) => {
    expect(readProgram(program)?.(["1"]) ?? null).toBeNull();
  });
});

describe("strength", () => {
  test("default: more thought solves more", async () => {
    const guesses = (await successes(strength("random"), 3, 12)) + (await successes(strength("majority"), 3, 12));
    const some = await successes(strength("walksat", 10), 3, 12);
    const most = await successes(strength("full"), 3, 12);
    expect(guesses).toBe(0);
    expect(some).toBeGreaterThan(guesses);
    expect(most).toBeGreaterThan(some);
  });

  test("behavior: mistakes spoil answers", async () => {
    const [clean, spoilt] = [strength("walksat", 40), strength("walksat", 40, 1000)];
    expect(await successes(clean, 3, 10)).toBeGreaterThan(await successes(spoilt, 3, 10));
  });

  test("behavior: the answer is a function of question, strength and seed", () => {
    const { messages } = abdEnvironment.generate({ level: 3 }, "pure");
    const say = (seed: number) => complete(strength("walksat", 5), messages, { seed });
    expect(say(1)).toBe(say(1));
    expect(say(1)).not.toBe(say(2));
  });

  test("error: a question of this kind that cannot be read is answered all the same", () => {
    const content = "Find an input for this program.\n```python\nimport os\n```\n```\n1\n```";
    expect(complete(strength("full"), [{ role: "user", content }], { seed: 1 })).toMatch(/do not understand/);
  });
});
