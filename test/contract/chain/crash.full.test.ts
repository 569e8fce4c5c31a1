import { expect, test } from "vitest";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { killChain } from "./kill-chain.ts";

setLogLevel("silent");

test("behavior: a chain killed 50 times at random keeps all that it acknowledged", async () => {
  const report = await killChain(50, "full");
  expect(report.acknowledged).toBeGreaterThan(100);
});
