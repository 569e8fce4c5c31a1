import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const RUNNER = fileURLToPath(new URL("../baseline/subprocess_runner.py", import.meta.url));

export interface NativeJob {
  readonly program: string;
  readonly stdin: string;
  readonly count: number;
  readonly parallel: number;
  /** A fresh python3 inside bubblewrap instead of a plain one with rlimits. */
  readonly bubblewrap: boolean;
}

export interface Timing {
  readonly perSecond: number;
  readonly cpuMsPerRun: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Runs a program with the system's python3; null if that, or bubblewrap, is missing or does not work. */
export function runNative(job: NativeJob): Timing | null {
  const { stdout, status } = spawnSync("python3", [RUNNER], { input: JSON.stringify(job), encoding: "utf8" });
  if (status !== 0) return null;
  const result = JSON.parse(stdout) as { seconds: number; cpu_seconds: number; latencies_ms: number[] };
  return timing(result.latencies_ms, result.seconds, result.cpu_seconds);
}

const PYODIDE = fileURLToPath(new URL("../baseline/plain-pyodide.mjs", import.meta.url));

/** Runs a program in Pyodide as it is shipped, one after the other in one process: no sandbox at all. */
export function runPlainPyodide(job: Pick<NativeJob, "program" | "stdin" | "count">): Timing {
  const { stdout, stderr, status } = spawnSync(process.execPath, [PYODIDE], {
    input: JSON.stringify(job),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`Pyodide: ${stderr}`);
  const result = JSON.parse(stdout) as { seconds: number; cpu_seconds: number; latencies_ms: number[] };
  return timing(result.latencies_ms, result.seconds, result.cpu_seconds);
}

export function timing(latenciesMs: readonly number[], seconds: number, cpuSeconds: number): Timing {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: sorted.length / seconds,
    cpuMsPerRun: (1000 * cpuSeconds) / sorted.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}
