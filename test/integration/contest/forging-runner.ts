import { runJob, SpoolQueue, type JobResult } from "../../../src/rounds/index.ts";
import { InferenceClient } from "../../../src/inference/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { queueFolder } from "../../../src/validator/index.ts";

/** Takes a validator's questions and records the opposite of what the answers are worth. */
export async function forgeAnswers(folder: string): Promise<never> {
  const queue = await SpoolQueue.open({ folder: queueFolder(folder), log: silentLogger });
  const context = { inference: new InferenceClient(), nowMs: Date.now, log: silentLogger };
  for (;;) {
    const claim = await queue.claim();
    if (claim === undefined) await queue.waitForChange();
    else await claim.complete(forged(await runJob(claim.job, context)));
  }
}

function forged(result: JobResult): JobResult {
  const { record } = result;
  if (record.outcome !== "scored") return result;
  const score = 1000 - record.score;
  return { ...result, record: { ...record, score, reason: score === 1000 ? "correct" : "wrong" } };
}
