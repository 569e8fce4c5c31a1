import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

/** The original's rule: weights follow the first answers, without a contest that takes minutes (demo.full.test.ts). */
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
  elapsedMs: z.int(),
});

async function untilWeights(cwd: string, more: readonly string[] = []) {
  const { code, stdout, stderr } = await runAf(["demo", "--until-weights", "--json", ...FAST, ...more], { cwd });
  expect(code, stderr).toBe(0);
  return summarySchema.parse(JSON.parse(stdout));
}

/** Waits until a line of stderr matches. */
async function said(running: Running, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(running.stderr());
    if (match !== null) return match;
    if (running.process.exitCode !== null) throw new Error(`af ended early: ${running.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
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

    const second = await untilWeights(cwd);
    // Its first window may open before its first new answer: what the first run had recorded then decides alone.
    expect(second.block).toBeGreaterThan(first.block);
    expect(second.rollouts).toBeGreaterThanOrEqual(first.rollouts);
    expect(second.records.shards).toBeGreaterThanOrEqual(first.records.shards);
    for (const [uid, { n }] of Object.entries(scores)) {
      expect(second.environments["SAT"]?.[uid]?.n, `uid ${uid}`).toBeGreaterThanOrEqual(n);
    }

    const anew = await untilWeights(cwd, ["--fresh"]);
    expect(anew.block).toBeLessThan(second.block);
    expect(anew.champion.hotkey).not.toBe(second.champion.hotkey);
  });

  test("behavior: other terminals see it; Ctrl-C ends it cleanly and nothing is left running", async () => {
    const cwd = emptyFolder();
    const demo = startAf(["demo", ...FAST], { cwd });
    await said(demo, /confirmed at block/);
    const miners = await runAf(["miners", "--json"], { cwd });
    expect(miners.code, miners.stderr).toBe(0);
    const listed = JSON.parse(miners.stdout) as { miners: unknown[]; leftOut: unknown[] };
    // The best model and its copies are revealed later.
    expect(listed.miners.length).toBeGreaterThanOrEqual(3);
    expect(listed.miners.length + listed.leftOut.length).toBe(9);
    const doctor = await runAf(["doctor", "--json"], { cwd });
    expect(doctor.code, doctor.stdout).toBe(0);
    await said(demo, /signed shards?/);
    const rollouts = await runAf(["rollouts", "--tail", "100"], { cwd });
    expect(rollouts.code, rollouts.stderr).toBe(0);
    const lines = rollouts.stdout.trim().split("\n");
    expect(JSON.parse(lines[0]!)).toMatchObject({
      env: expect.stringMatching(/^(SAT|ABD|DED)$/) as string,
      validator: expect.any(String) as string,
    });
    const weights = await runAf(["weights", "--json", "--mechanism", "affine-v1"], { cwd });
    expect(weights.code, weights.stderr).toBe(0);
    const computed = JSON.parse(weights.stdout) as { results: number; problems: unknown[] };
    expect(computed.problems).toEqual([]);
    expect(computed.results).toBeGreaterThan(0);

    demo.process.kill("SIGINT");
    const { code } = await demo.finished;
    expect(code).toBe(0);
    // The localnet it had started is gone too: what is asked now is Bittensor, which cannot be reached from a test.
    const after = await runAf(["config", "show", "--json"], { cwd });
    expect(after.code).toBe(0);
    const gone = await runAf(["miners"], { cwd });
    expect(gone.code).toBe(4);
  });

  test("error: a port in use is named, and nothing is left behind", async () => {
    const cwd = emptyFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runAf(["demo", "--port", String(port)], { cwd });
    other.close();
    expect(code).toBe(3);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(stderr).toContain("--port");
  });
});
