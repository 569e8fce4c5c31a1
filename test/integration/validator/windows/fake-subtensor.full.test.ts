import { test } from "vitest";
import { RUNTIMES } from "../../../chain/metadata/index.ts";
import { expectEveryWindow } from "./expect-windows.ts";
import { simulateFakeSubtensor } from "./fake-chain.ts";

test.each(RUNTIMES)("law: 510 windows with random faults on fake Bittensor nodes, $name", async (runtime) => {
  for (const percent of [2, 4, 8]) await expectEveryWindow(() => simulateFakeSubtensor(runtime), 170, percent);
});
