import { SpoolQueue, type Claim, type WorkQueue } from "../../../src/rounds/index.ts";
import { BullQueue } from "../../../src/rounds/redis/bull-queue.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { sampleResult } from "./sample-jobs.ts";

/** A second process on a queue: `work` does every job, `hold` claims two and then waits to be killed. */
const [mode, adapter, folder] = process.argv.slice(2);
const queue = await open(adapter, folder);

function open(kind: string | undefined, place: string | undefined): Promise<WorkQueue> {
  if (kind === "spool" && place !== undefined) {
    return SpoolQueue.open({ folder: place, log: silentLogger, leaseMs: 400 });
  }
  if (kind === "bull" && place !== undefined)
    return BullQueue.open({ address: place, log: silentLogger, lockMs: 1_000 });
  throw new Error(`unknown queue ${String(kind)}`);
}

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
