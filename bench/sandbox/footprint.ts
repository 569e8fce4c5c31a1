import { createPythonEngine } from "../../src/sandbox/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { lessIsMore } from "./less-is-more.ts";
import { residentMib } from "./processes.ts";

/** Start and memory: goals are absolute, so they stand in for a baseline. */
export async function footprint(): Promise<BenchResult[]> {
  const memory: number[] = [];
  let startMs = 0;
  for (const workers of [1, 3]) {
    const engine = createPythonEngine({ workers, outerWall: "off" });
    const report = await engine.inspect();
    if (workers === 1) startMs = report.startMs;
    memory.push(residentMib(report.processId));
    await engine.close();
  }
  return [
    lessIsMore("start of process and first worker", startMs, 500, "ms"),
    lessIsMore("memory of an idle worker", ((memory[1] ?? 0) - (memory[0] ?? 0)) / 2, 200, "MiB"),
  ];
}
