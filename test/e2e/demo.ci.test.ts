import { describe, expect, test } from "vitest";
import { z } from "zod";
import { emptyFolder, runAf } from "./af.ts";

/** As in demo.test.ts. */
const FAST = ["--block-ms", "700", "--port", "0", "--mechanism", "affine-v1"];

const summarySchema = z.strictObject({
  mechanism: z.enum(["affine-v1", "affine-v2"]),
  crown: z.strictObject({ byTest: z.boolean(), rounds: z.int(), block: z.int(), gain: z.number() }).nullable(),
  champion: z.strictObject({ uid: z.int(), hotkey: z.string(), model: z.string() }),
  weights: z.record(z.string(), z.number()),
  block: z.int(),
  rollouts: z.int(),
  environments: z.record(z.string(), z.record(z.string(), z.strictObject({ n: z.int(), score: z.number() }))),
  records: z.strictObject({ shards: z.int(), bytes: z.int() }),
  firstAnswerMs: z.int().nullable(),
  firstChampionMs: z.int().nullable(),
  firstCrownMs: z.int().nullable(),
  elapsedMs: z.int(),
});

async function untilWeights(cwd: string, more: readonly string[] = []) {
  const { code, stdout, stderr } = await runAf(["demo", "--until-weights", "--json", ...FAST, ...more], { cwd });
  expect(code, stderr).toBe(0);
  return summarySchema.parse(JSON.parse(stdout));
}

describe("af demo", () => {
  test("default: ends after the first confirmed weights, and a second start goes on", async () => {
    const cwd = emptyFolder();
    const first = await untilWeights(cwd);
    expect(first.weights).toEqual({ [first.champion.uid]: 1 });
    const scores = first.environments["SAT"] ?? {};
    expect(Object.keys(scores).length).toBeGreaterThanOrEqual(2);
    expect(scores[first.champion.uid]?.n).toBeGreaterThan(0);
    expect(first.rollouts).toBeGreaterThanOrEqual(Object.values(scores).reduce((sum, { n }) => sum + n, 0));
    expect(first.records.shards).toBeGreaterThan(0);
    // Under affine-v1 nobody is crowned by test.
    expect(first.firstAnswerMs).toBeLessThanOrEqual(first.elapsedMs);
    expect(first.firstChampionMs).toBeLessThanOrEqual(first.elapsedMs);
    expect(first.firstCrownMs).toBeNull();

    const second = await untilWeights(cwd);
    // The chain may have its weights already, of the same champion: then it has nothing to set, and what the first run had
    // recorded decides alone.
    expect(second.block).toBeGreaterThanOrEqual(first.block);
    if (second.block === first.block) expect(second.weights).toEqual(first.weights);
    expect(second.rollouts).toBeGreaterThanOrEqual(first.rollouts);
    expect(second.records.shards).toBeGreaterThanOrEqual(first.records.shards);
    for (const [uid, { n }] of Object.entries(scores)) {
      expect(second.environments["SAT"]?.[uid]?.n, `uid ${uid}`).toBeGreaterThanOrEqual(n);
    }

    const anew = await untilWeights(cwd, ["--fresh"]);
    // Keys of a new network.
    expect(anew.champion.hotkey).not.toBe(second.champion.hotkey);
  });
});
