import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decideV1, type V1Result } from "../index.ts";

interface GoldenCase {
  label: string;
  envs: number;
  envNames: string[];
  names: string[];
  metagraph: [uid: number, name: number][];
  models: [model: string, revision: string][];
  runs: [hotkey: number, model: number, commitBlock: number, env: number, score: number, times: number][];
  expected: {
    winner: number;
    required: number[];
    rows: { uid: number; n: number[]; acc: number[]; first: number; eligible: boolean; dominates: number }[];
  };
}

const cases = JSON.parse(
  readFileSync(new URL("../../../test/golden/mechanism/affine-v1.json", import.meta.url), "utf8"),
) as GoldenCase[];

function resultsOf(golden: GoldenCase): V1Result[] {
  return golden.runs.flatMap(([hotkey, model, commitBlock, env, score, times]) =>
    new Array<V1Result>(times).fill({
      hotkey: golden.names[hotkey]!,
      model: golden.models[model]![0],
      revision: golden.models[model]![1],
      commitBlock,
      env: golden.envNames[env]!,
      score,
    }),
  );
}

const result = (fields: Partial<V1Result>): V1Result => ({
  hotkey: "a",
  model: "o/affine-a",
  revision: "r1",
  commitBlock: 10,
  env: "SAT",
  score: 1000,
  ...fields,
});
const hotkeys = [
  { uid: 0, hotkey: "zero" },
  { uid: 1, hotkey: "a" },
  { uid: 2, hotkey: "b" },
];

describe("decideV1", () => {
  test(`golden: agrees with the plain Python program on ${cases.length} cases`, () => {
    expect(cases.length).toBeGreaterThan(250);
    for (const golden of cases) {
      const decision = decideV1({
        results: resultsOf(golden),
        hotkeys: golden.metagraph.map(([uid, name]) => ({ uid, hotkey: golden.names[name]! })),
        envs: golden.envNames.slice(0, golden.envs),
      });
      const { winner, required, table } = decision;
      const rows = table
        .filter((row) => row.active)
        .map((row) => ({
          uid: row.uid,
          n: row.environments.map((cell) => cell.n),
          acc: row.environments.map((cell) => cell.accuracy),
          first: row.firstBlock,
          eligible: row.eligible,
          dominates: row.dominates,
        }));
      expect({ label: golden.label, winner, required, rows }).toEqual({ label: golden.label, ...golden.expected });
    }
  });

  test("default: all weight to the winner", () => {
    const decision = decideV1({ results: [result({})], hotkeys, envs: ["SAT"] });
    expect(decision.winner).toBe(1);
    expect([...decision.weights]).toEqual([[1, 65_535]]);
  });

  test("behavior: what cannot count is ignored with a reason, and resets nothing", () => {
    const bad = [
      result({ env: "NOPE", revision: "r2" }),
      result({ score: 1001, revision: "r2" }),
      result({ score: 0.5, revision: "r2" }),
      result({ score: Number.NaN, revision: "r2" }),
      result({ hotkey: "stranger" }),
      result({ hotkey: "toString" }),
      result({ model: "o/other", revision: "r2" }),
      result({ commitBlock: -1, revision: "r2" }),
      null as unknown as V1Result,
      result({ model: 7 as unknown as string }),
    ];
    const decision = decideV1({ results: [result({}), ...bad, result({})], hotkeys, envs: ["SAT"] });
    expect(Object.fromEntries(decision.ignored)).toEqual({
      unknown_environment: 1,
      score_out_of_range: 3,
      not_in_metagraph: 2,
      model_name: 1,
      malformed: 3,
    });
    expect(decision.table[1]).toMatchObject({ firstBlock: 10, environments: [{ env: "SAT", n: 2, accuracy: 1 }] });
  });

  test("behavior: sums follow the order of the results", () => {
    const scores = [100, 200, 300];
    const accuracy = (order: number[]): number =>
      decideV1({ results: order.map((score) => result({ score })), hotkeys, envs: ["SAT"] }).table[1]!.environments[0]!
        .accuracy;
    expect(accuracy(scores)).toBe((0.1 + 0.2 + 0.3) / 3);
    expect(accuracy(scores.toReversed())).toBe((0.3 + 0.2 + 0.1) / 3);
    expect(accuracy(scores)).not.toBe(accuracy(scores.toReversed()));
  });
});
