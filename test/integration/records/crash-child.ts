/**
 * Appends sample records and says on stdout which were acknowledged, until it is killed: by itself at the n-th passing
 * of a write point, or from outside. Started by the crash tests with one JSON argument.
 */
import { writeSync } from "node:fs";
import { shardMessage } from "../../../src/record/index.ts";
import { FsStore, RecordLog, type WritePoint } from "../../../src/store/index.ts";
import { NETUID, RULES, sampleRecord, sampleWithTranscript, validatorKey } from "./sample-records.ts";

export interface CrashPlan {
  folder: string;
  /** Where shards are published. */
  published: string;
  /** Appends records `first` to `records - 1`. */
  first?: number;
  records: number;
  /** Appends under way at once. */
  concurrency: number;
  sealRecords: number;
  killAt?: { point: WritePoint; passing: number };
}

const STDOUT = 1;

async function run(plan: CrashPlan): Promise<void> {
  let passings = 0;
  const onWritePoint = (point: WritePoint): void => {
    if (point !== plan.killAt?.point) return;
    passings += 1;
    if (passings === plan.killAt.passing) process.kill(process.pid, "SIGKILL");
  };
  const log = await RecordLog.open({
    folder: plan.folder,
    store: await FsStore.open(plan.published),
    netuid: NETUID,
    hotkey: validatorKey.address,
    rules: RULES,
    sealEvery: { records: plan.sealRecords },
    signHeader: (header) => validatorKey.sign(shardMessage(header)),
    onWritePoint,
  });
  writeSync(STDOUT, "open\n");
  let next = plan.first ?? 0;
  const appendOn = async (): Promise<void> => {
    while (next < plan.records) {
      const number = next;
      next += 1;
      // Every fifth record has a transcript.
      if (number % 5 === 0) {
        const { record, transcript } = sampleWithTranscript(number);
        await log.append(record, transcript);
      } else await log.append(sampleRecord(number));
      writeSync(STDOUT, `${number}\n`);
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency }, appendOn));
  await log.seal();
  await log.close();
  writeSync(STDOUT, "done\n");
}

await run(JSON.parse(process.argv[2] ?? "{}") as CrashPlan);
