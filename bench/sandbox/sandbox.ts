import { createPythonEngine, type PythonEngine } from "../../src/sandbox/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { cpuSeconds } from "./processes.ts";
import { runNative, runPlainPyodide, type Timing, timing } from "./native.ts";
import { footprint } from "./footprint.ts";
import { hostile } from "./hostile.ts";
import { SMALL, WORKLOADS } from "./workloads.ts";

const RUNS = 1_500;
const NATIVE_RUNS = 60;
/** `inFlight` programs at any moment, so that a latency is a run's own and not its time in a queue. */
async function measure(
  engine: PythonEngine,
  program: string,
  stdin: string,
  count: number,
  inFlight: number,
): Promise<Timing> {
  const { processId } = await engine.inspect();
  const latencies: number[] = [];
  const cpuBefore = cpuSeconds(processId);
  const startMs = performance.now();
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const runMs = performance.now();
      const { kind, stderr } = await engine.run(program, { stdin, limits: { fuelTicks: 1_000_000_000_000 } });
      if (kind !== "ok") throw new Error(`${kind}: ${stderr}`);
      latencies.push(performance.now() - runMs);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return timing(latencies, (performance.now() - startMs) / 1000, cpuSeconds(processId) - cpuBefore);
}

/** The sandbox against the two ways in which a Python runner would do it, on this machine. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const workers of [1, 2]) results.push(...(await throughput(workers)));
  results.push(...(await footprint()), ...(await hostile()), ...(await cpuRatios()));
  return results;
}

async function throughput(workers: number): Promise<BenchResult[]> {
  const engine = createPythonEngine({ workers, outerWall: "off" });
  await measure(engine, SMALL.program, SMALL.stdin, 400, workers);
  const ours = await measure(engine, SMALL.program, SMALL.stdin, RUNS, workers);
  await engine.close();
  const goal = workers === 1 ? "goal 250/s, p95 6 ms" : "goal 400/s, p95 8 ms";
  const figures = `${ours.p50Ms.toFixed(1)} ms p50, ${ours.p95Ms.toFixed(1)} ms p95, ${ours.cpuMsPerRun.toFixed(1)} ms of processor time a run (${goal})`;
  const plain = runPlainPyodide({ ...SMALL, count: RUNS });
  const pyodide: BenchResult = {
    name: `small programs, ${workers} at a time, plain Pyodide loop`,
    ours: ours.perSecond,
    baseline: plain.perSecond,
    unit: "programs/s",
    ratio: ours.perSecond / plain.perSecond,
    note: `${plain.cpuMsPerRun.toFixed(1)} ms of processor time a run there; ${figures}`,
  };
  const native = [false, true].flatMap((bubblewrap) => {
    const native = runNative({ ...SMALL, count: NATIVE_RUNS, parallel: workers, bubblewrap });
    if (native === null) return [];
    return {
      name: `small programs, ${workers} at a time, ${bubblewrap ? "bubblewrap + python3" : "python3 + rlimits"}`,
      ours: ours.perSecond,
      baseline: native.perSecond,
      unit: "programs/s",
      ratio: ours.perSecond / native.perSecond,
      note: figures,
    };
  });
  return [...native, pyodide];
}

async function cpuRatios(): Promise<BenchResult[]> {
  const engine = createPythonEngine({ workers: 1, outerWall: "off" });
  const startUp = runNative({ program: "pass", stdin: "", count: 10, parallel: 1, bubblewrap: false });
  const results: BenchResult[] = [];
  const timesNative: number[] = [];
  for (const [name, program] of Object.entries(WORKLOADS)) {
    const native = runNative({ program, stdin: "", count: 3, parallel: 1, bubblewrap: false });
    if (native === null || startUp === null) continue;
    await measure(engine, program, "", 1, 1);
    const { ticks } = await engine.run(program, { limits: { fuelTicks: 1_000_000_000_000 } });
    const ours = await measure(engine, program, "", 3, 1);
    const nativeMs = native.cpuMsPerRun - startUp.cpuMsPerRun;
    timesNative.push(ours.cpuMsPerRun / nativeMs);
    results.push({
      name: `processor time: ${name}`,
      ours: 1000 / ours.cpuMsPerRun,
      baseline: 1000 / nativeMs,
      unit: "runs/s",
      ratio: nativeMs / ours.cpuMsPerRun,
      goal: 0.625,
      note: `${(ours.cpuMsPerRun / nativeMs).toFixed(2)} times native; ${Math.round(ticks / ours.cpuMsPerRun)} thousand units a second`,
    });
  }
  await engine.close();
  const mean = Math.exp(timesNative.reduce((sum, times) => sum + Math.log(times), 0) / timesNative.length);
  results.push({
    name: "processor time: geometric mean",
    ours: mean,
    baseline: 1.6,
    unit: "times native (goal: at most)",
    ratio: 1.6 / mean,
    goal: 1,
  });
  return results;
}
