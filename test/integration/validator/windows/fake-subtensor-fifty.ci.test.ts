import { test } from "vitest";
import { RUNTIMES } from "../../../chain/metadata/index.ts";
import { expectEveryWindow } from "./expect-windows.ts";
import { simulateFakeSubtensor } from "./fake-chain.ts";

test.each(RUNTIMES)(
  "law: 50 windows with random faults on fake Bittensor nodes, $name",
  async (runtime) => {
    await expectEveryWindow(() => simulateFakeSubtensor(runtime), 50);
  },
  1_200_000,
);
