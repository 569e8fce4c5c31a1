import { expect } from "vitest";
import { setLogLevel } from "../../../../src/telemetry/index.ts";
import { HOST_MOODS } from "./validator-side.ts";
import type { SimulatedChain } from "./simulated-chain.ts";
import { simulateWindows, type WindowsReport } from "./simulate-windows.ts";

setLogLevel("silent");

/** Simulates windows and expects of each what issue 6 promises; `AFFINE_TEST_SEED` draws other faults. */
export async function expectEveryWindow(
  start: () => Promise<SimulatedChain>,
  windows: number,
  percent = 4,
): Promise<WindowsReport> {
  const seed = `${process.env["AFFINE_TEST_SEED"] ?? "120"} ${percent}`;
  const sim = await start();
  try {
    const report = await simulateWindows(sim, { windows, seed, percent });
    const { violations, ...figures } = report;
    console.log(`seed ${seed}:`, JSON.stringify(figures));
    expect(violations).toEqual([]);
    // The law is not empty: many windows were possible, in both modes, and every kind of fault can come.
    expect(report.possible).toBeGreaterThan(windows / 5);
    expect(Math.min(report.plain, report.committed)).toBeGreaterThan(windows / 20);
    for (const mood of HOST_MOODS) expect(report.hosts[mood] ?? 0, mood).toBeGreaterThan(0);
    return report;
  } finally {
    await sim.close();
  }
}
