import { test } from "vitest";
import { hasMetadata } from "../../../chain/fake-subtensor/index.ts";
import { expectEveryWindow } from "./expect-windows.ts";
import { simulateFakeSubtensor } from "./fake-chain.ts";

if (!hasMetadata()) console.log("NOT TESTED: weights on the fake subtensor; its metadata is not here.");

test.skipIf(!hasMetadata())(
  "law: 50 windows with random faults on fake Bittensor nodes",
  async () => {
    await expectEveryWindow(simulateFakeSubtensor, 50);
  },
  240_000,
);
