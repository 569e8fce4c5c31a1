import { InferenceClient } from "../../src/inference/index.ts";
import { openWorkQueue, Runner } from "../../src/rounds/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";

/** A runner on a queue until its parent lets go of it: ADDRESS IN_FLIGHT. */
const [address = "", inFlight = ""] = process.argv.slice(2);
const concurrency = Number(inFlight);
const queue = await openWorkQueue({ folder: "", address, perMiner: 100_000, lockMs: 30_000, log: silentLogger });
const inference = new InferenceClient({ limits: { initial: concurrency, max: concurrency } });
const runner = new Runner({ queue, inference, concurrency, perMiner: 100_000, log: silentLogger });
process.once("disconnect", () => process.exit(0));
runner.start();
process.send?.("ready");
