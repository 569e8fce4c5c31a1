import type { RunResult } from "../interpreter/interpreter.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import { CANARY } from "../pins.ts";
import type { RunnerPool } from "./runner-pool.ts";

/**
 * Runs the pinned program on every thread.
 *
 * @throws Error if its output or its ticks differ: this host would not reach the verdicts that others reach.
 */
export async function checkCanary(pool: RunnerPool, runs: number): Promise<void> {
  const results = await Promise.all(Array.from({ length: runs }, () => runCanary(pool)));
  for (const result of results) {
    const stdout = Buffer.from(result.stdout).toString();
    if (result.kind === "ok" && stdout === CANARY.stdout && result.ticks === CANARY.ticks) continue;
    const got = JSON.stringify({ kind: result.kind, detail: result.detail, ticks: result.ticks, stdout });
    throw new Error(
      `the canary program gives ${got}, not ${JSON.stringify({ ticks: CANARY.ticks, stdout: CANARY.stdout })}`,
    );
  }
}

function runCanary(pool: RunnerPool): Promise<RunResult> {
  const encoder = new TextEncoder();
  return new Promise((done) => {
    pool.add({
      program: encoder.encode(CANARY.program),
      stdin: encoder.encode(CANARY.stdin),
      files: [],
      limits: DEFAULT_LIMITS,
      done,
      failures: 0,
      isCheck: true,
    });
  });
}
