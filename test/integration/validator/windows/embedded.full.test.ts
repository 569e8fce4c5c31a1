import { expect, test } from "vitest";
import { simulateEmbedded } from "./simulated-chain.ts";
import { expectEveryWindow } from "./expect-windows.ts";

test("law: 600 windows with random faults on the embedded chain: none missed, none doubled, all confirmed", async () => {
  const reports = [];
  for (const percent of [2, 4, 8]) reports.push(await expectEveryWindow(simulateEmbedded, 200, percent));
  // Some commits come too late for a shortened epoch: the alarm about them was compared with the chain. With other seeds
  // there may be none.
  if (process.env["AFFINE_TEST_SEED"] !== undefined) return;
  expect(reports.reduce((sum, { vanished }) => sum + vanished, 0)).toBeGreaterThan(0);
});
