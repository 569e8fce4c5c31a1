import { test } from "vitest";
import { simulateEmbedded } from "./simulated-chain.ts";
import { expectEveryWindow } from "./expect-windows.ts";

test("law: 50 windows with random faults on the embedded chain: none missed, none doubled, all confirmed", async () => {
  await expectEveryWindow(simulateEmbedded, 50);
});
