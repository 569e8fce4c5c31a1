import { expect, test } from "vitest";
import { simulateEmbedded } from "./simulated-chain.ts";
import { simulateWindows } from "./simulate-windows.ts";

test("law: 500 windows with random faults on the embedded chain: none missed, none doubled, all confirmed", async () => {
  const sim = await simulateEmbedded();
  try {
    const report = await simulateWindows(sim, { windows: 500, seed: "full" });
    console.log(report);
    expect(report.violations).toEqual([]);
    expect(report.possible).toBeGreaterThan(200);
    expect(Math.min(report.plain, report.committed)).toBeGreaterThan(50);
  } finally {
    await sim.close();
  }
});
