import { test } from "vitest";
import { hasMetadata } from "../../../chain/fake-subtensor/index.ts";
import { expectEveryWindow } from "./expect-windows.ts";
import { simulateFakeSubtensor } from "./fake-chain.ts";

test.skipIf(!hasMetadata())("law: 510 windows with random faults on fake Bittensor nodes", async () => {
  for (const percent of [2, 4, 8]) await expectEveryWindow(simulateFakeSubtensor, 170, percent);
});
