import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Generator } from "../../src/simulate/random/generator.ts";
import { playCell } from "../../src/simulate/suite/cells.ts";
import { playV1Row } from "../../src/simulate/suite/v1-rows.ts";
import type { BenchResult } from "../bench-result.ts";
import { perCpuSecond } from "../cpu-time.ts";

const ROW_ROUNDS = 1000 + 10 * (30 * 72 - 1);
const ROWS = 8;
const CELLS = 150;
const BASELINE_DAYS = 4;
const TIMES = 5;

function v1Rows(rows: number): number {
  for (let row = 0; row < rows; row += 1) playV1Row("1 exact copy", Generator.from("bench", row));
  return rows * ROW_ROUNDS;
}

function v2Cells(cells: number): number {
  let rounds = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    rounds += playCell("exact copy", 3, Generator.from("bench", cell))["rounds"] ?? 0;
  }
  return rounds;
}

/**
 * The laboratory's rounds a second against a straightforward simulator of affine-v1 in Python without NumPy: processor
 * time of one thread, the best of five runs of both, which take turns.
 */
export function run(): Promise<BenchResult[]> {
  v1Rows(2);
  v2Cells(30);
  const script = fileURLToPath(new URL("../baseline/simulate_v1.py", import.meta.url));
  let [v1, v2, baseline] = [0, 0, 0];
  for (let time = 0; time < TIMES; time += 1) {
    v1 = Math.max(
      v1,
      perCpuSecond(() => v1Rows(ROWS), 1),
    );
    const printed = execFileSync("python3", [script, String(BASELINE_DAYS)], { encoding: "utf8" });
    baseline = Math.max(baseline, (JSON.parse(printed) as { perSecond: number }).perSecond);
    v2 = Math.max(
      v2,
      perCpuSecond(() => v2Cells(CELLS), 1),
    );
  }
  const line = (name: string, ours: number, note: string): BenchResult => ({
    name,
    ours,
    baseline,
    unit: "rounds/s",
    ratio: ours / baseline,
    goal: 30,
    note,
  });
  return Promise.resolve([
    line(
      "simulate affine-v1, one thread",
      v1,
      "the same world in plain Python, which keeps its counts sliding too; processor time of both",
    ),
    line(
      "simulate affine-v2, one thread",
      v2,
      "one test of a copy with the full decision, against plain Python's rounds of affine-v1",
    ),
  ]);
}
