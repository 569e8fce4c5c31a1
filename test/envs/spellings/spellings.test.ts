import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  abdEnvironment,
  dedEnvironment,
  extractTagged,
  induceEnvironment,
  readIntegers,
  satEnvironment,
} from "../../../src/envs/index.ts";
import { createPythonEngine } from "../../../src/sandbox/index.ts";

const lineSchema = z.strictObject({
  environment: z.enum(["SAT", "ABD", "DED", "INDUCE", "KIT"]),
  name: z.string(),
  completion: z.string(),
  score: z.union([z.literal(0), z.literal(1)]),
});
const spellings = readFileSync(new URL("spellings.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => lineSchema.parse(JSON.parse(line)));
const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

/** The one assignment 1 -2 3 -4. */
const formula = { variables: 4, clauseSize: 1, literals: [1, -2, 3, -4], planted: [1, -2, 3, -4] };
const sum = {
  source: "corpus" as const,
  cases: [{ kind: "stdin_stdout" as const, input: "1 2 3\n", output: "6\n" }],
};
/** Every element doubled. */
const doubled = {
  level: 1,
  rules: [
    {
      ...{ input: "list" as const, output: "list" as const, combination: null, core: null, suffix: null, fold: null },
      steps: ["[x * 2 for i, x in enumerate(v)]"],
    },
  ],
  tests: [
    { function: "f", arguments: [[1, -2, 30]], result: [2, -4, 60] },
    { function: "f", arguments: [[0]], result: [0] },
  ],
};
const task = abdEnvironment.generate({ level: 5 }, "spellings").secret;

/** The right input put into the gaps of a spelling: numbers with what stands behind "numbers" between them. */
function filled(completion: string): string {
  if (task.source !== "generated") throw new Error("A level asks about generated programs.");
  const { numbers, word, key } = task.input;
  return completion
    .replaceAll(/\{numbers([^}]*)\}/g, (_, between: string) => numbers.join(between === "," ? ", " : between || " "))
    .replaceAll("{word}", word)
    .replaceAll("{WORD}", word.toUpperCase())
    .replaceAll("{key}", String(key));
}

async function scoreOf(environment: string, completion: string): Promise<number> {
  switch (environment) {
    case "SAT":
      return (await satEnvironment.check(formula, completion)).score;
    case "ABD":
      return (await abdEnvironment.check(task, filled(completion))).score;
    case "INDUCE":
      return (await induceEnvironment.check(doubled, completion, { python })).score;
    case "DED":
      return (await dedEnvironment.check(sum, completion, { python })).score;
    default: {
      const taken = extractTagged(completion, "answer");
      return taken.found && readIntegers(taken.answer)?.join() === "120,-7,455" ? 1 : 0;
    }
  }
}

describe("spellings of right answers, and texts that must not count", () => {
  test("behavior: at least 200, of each environment some that count and some that do not", () => {
    expect(spellings.length).toBeGreaterThanOrEqual(200);
    for (const environment of ["SAT", "ABD", "DED", "INDUCE", "KIT"]) {
      const scores = spellings.filter((spelling) => spelling.environment === environment).map(({ score }) => score);
      expect(new Set(scores)).toEqual(new Set([0, 1]));
    }
  });

  test.each(spellings)("behavior: $environment, $name: $score", async ({ environment, completion, score }) => {
    expect(await scoreOf(environment, completion)).toBe(score);
  });
});
