import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

const SNIPPET = fileURLToPath(new URL("./snippet.mjs", import.meta.url));
/** The original's rule: weights follow the first answers, without a contest that takes minutes (demo.full.test.ts). */
const FAST = ["--block-ms", "700", "--port", "0", "--mechanism", "affine-v1"];

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
  test("behavior: other terminals see it, verify it and ask its models; Ctrl-C ends it, and nothing is left running", async () => {
    const cwd = emptyFolder();
    const demo = startAf(["demo", ...FAST], { cwd });
    await said(demo, /confirmed at block/);
    const miners = await runAf(["miners", "--json"], { cwd });
    expect(miners.code, miners.stderr).toBe(0);
    const listed = JSON.parse(miners.stdout) as { miners: unknown[]; leftOut: unknown[] };
    // Challengers are revealed later.
    expect(listed.miners.length).toBeGreaterThanOrEqual(2);
    expect(listed.miners.length + listed.leftOut.length).toBe(9);
    const doctor = await runAf(["doctor", "--json"], { cwd });
    expect(doctor.code, doctor.stdout).toBe(0);
    await said(demo, /signed shards?/);
    const rollouts = await runAf(["rollouts", "--tail", "100"], { cwd });
    expect(rollouts.code, rollouts.stderr).toBe(0);
    const lines = rollouts.stdout.trim().split("\n");
    expect(JSON.parse(lines[0]!)).toMatchObject({
      env: expect.stringMatching(/^(SAT|ABD|INDUCE|HUNT)$/) as string,
      validator: expect.any(String) as string,
    });
    const weights = await runAf(["weights", "--json", "--mechanism", "affine-v1"], { cwd });
    expect(weights.code, weights.stderr).toBe(0);
    const computed = JSON.parse(weights.stdout) as { results: number; problems: unknown[] };
    expect(computed.problems).toEqual([]);
    expect(computed.results).toBeGreaterThan(0);
    const verified = await runAf(["verify", "--mechanism", "affine-v1"], { cwd });
    expect(verified.code, verified.stdout + verified.stderr).toBe(0);
    expect(verified.stdout).toContain("VERIFIED: ");
    const asked = await promisify(execFile)(process.execPath, [SNIPPET], {
      cwd,
      env: { PATH: process.env["PATH"], HOME: cwd },
    });
    expect(JSON.parse(asked.stdout)).toMatchObject({ more: 10, text: true, again: true });

    demo.process.kill("SIGINT");
    const { code } = await demo.finished;
    expect(code).toBe(130);
    // The localnet it had started is gone too: what is asked now is Bittensor, which cannot be reached from a test.
    const after = await runAf(["config", "show", "--json"], { cwd });
    expect(after.code).toBe(0);
    const gone = await runAf(["miners"], { cwd });
    expect(gone.code).toBe(4);
  });
});
