import { SpoolQueue, type Claim } from "../../../src/rounds/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { sampleResult } from "./sample-jobs.ts";

/** A second process on a queue: `work` does every job, `hold` claims two and then waits to be killed. */
const [mode, adapter, folder] = process.argv.slice(2);
if (adapter !== "spool" || folder === undefined) throw new Error(`unknown queue ${String(adapter)}`);
const queue = await SpoolQueue.open({ folder, log: silentLogger, leaseMs: 400 });

const claims: Claim[] = [];
if (mode === "work") process.send?.("ready");
for (;;) {
  const claim = claims.length < 2 ? await queue.claim() : undefined;
  if (claim === undefined) {
    await queue.waitForChange();
  } else if (mode === "work") {
    await claim.complete(sampleResult(claim.job));
  } else {
    claims.push(claim);
    if (claims.length === 2) process.send?.("ready");
  }
}
