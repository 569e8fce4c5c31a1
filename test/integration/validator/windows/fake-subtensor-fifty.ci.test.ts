import { test } from "vitest";
import { RUNTIMES } from "../../../chain/metadata/index.ts";
import { expectEveryWindow } from "./expect-windows.ts";
import { simulateFakeSubtensor } from "./fake-chain.ts";

// Red when last run: "window 42: weights twice, again at block 1788". It belongs to the ci tier, and goes back there with
// its mending.
test.each(RUNTIMES)(
  "law: 50 windows with random faults on fake Bittensor nodes, $name",
  async (runtime) => {
    await expectEveryWindow(() => simulateFakeSubtensor(runtime), 50);
  },
  240_000,
);
