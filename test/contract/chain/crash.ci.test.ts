import { expect, test } from "vitest";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { fillDisk, killChain } from "./kill-chain.ts";

setLogLevel("silent");

test("behavior: a chain killed 15 times at random keeps all that it acknowledged", async () => {
  const report = await killChain(15, "quick");
  expect(report.acknowledged).toBeGreaterThan(15);
});

test("error: a full disk stops the chain, and what it acknowledged is there afterwards", async () => {
  expect(await fillDisk()).toMatch(/The embedded chain has stopped: EFBIG/);
});
