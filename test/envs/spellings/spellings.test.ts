import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  abdEnvironment,
  dedEnvironment,
  extractTagged,
  huntEnvironment,
  induceEnvironment,
  optEnvironment,
  planEnvironment,
  proveEnvironment,
  readIntegers,
  satEnvironment,
  trackEnvironment,
} from "../../../src/envs/index.ts";
import { createPythonEngine } from "../../../src/sandbox/index.ts";
import { codes, items, lamps, order, values } from "./asked.ts";

const READ = ["SAT", "ABD", "DED", "INDUCE", "HUNT", "TRACK", "PLAN", "PROVE", "OPT", "KIT"] as const;

const lineSchema = z.strictObject({
  environment: z.enum(READ),
  /** Of TRACK other values than {@link values}: two or all of them alike. */
  asked: z.enum(["twins", "alike"]).optional(),
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

const alike = { twins: [5, 5, 120], alike: [5, 5, 5] };

async function scoreOf(environment: string, completion: string, asked?: keyof typeof alike): Promise<number> {
  switch (environment) {
    case "SAT":
      return (await satEnvironment.check(formula, completion)).score;
    case "ABD":
      return (await abdEnvironment.check(task, filled(completion))).score;
    case "INDUCE":
      return (await induceEnvironment.check(doubled, completion, { python })).score;
    case "HUNT":
      return huntEnvironment.episode.replayFrom(codes(), [completion]).verdict?.thousandths === 1000 ? 1 : 0;
    case "TRACK":
      return (
        await trackEnvironment.check(asked === undefined ? values : { ...values, values: alike[asked] }, completion)
      ).score;
    case "PLAN":
      return (await planEnvironment.check(lamps, completion)).score;
    case "PROVE":
      return (await proveEnvironment.check(order, completion)).score;
    case "OPT":
      return (await optEnvironment.check(items, completion)).score;
    case "DED":
      return (await dedEnvironment.check(sum, completion, { python })).score;
    default: {
      const taken = extractTagged(completion, "answer");
      return taken.found && readIntegers(taken.answer)?.join() === "120,-7,455" ? 1 : 0;
    }
  }
}

describe("spellings of right answers, and texts that must not count", () => {
  test("behavior: at least 30 of each environment, some that count and some that do not", () => {
    for (const environment of READ) {
      const scores = spellings.filter((spelling) => spelling.environment === environment).map(({ score }) => score);
      expect(scores.length).toBeGreaterThanOrEqual(30);
      expect(new Set(scores)).toEqual(new Set([0, 1]));
    }
  });

  test.each(spellings)("behavior: $environment, $name: $score", async ({ environment, completion, score, asked }) => {
    expect(await scoreOf(environment, completion, asked)).toBe(score);
  });
});
