import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchResult } from "../bench-result.ts";
import { makeLongRecord, type LongRecord } from "./long-record.ts";
import type { Verification } from "./verify-child.ts";

const FEW = 100_000;
const MANY = 1_000_000;
/** Ten times the records may take so much of the memory: what is kept of each shard, and of a window of blocks. */
const MOST_GROWTH = 1.25;

/** `af verify` of ten times as many records: in flat memory, and again for a part of the time. */
export async function run(): Promise<BenchResult[]> {
  const few = await withRecord(FEW, (record) => verify(record));
  const results: BenchResult[] = [];
  await withRecord(MANY, async (record) => {
    const folder = await mkdtemp(join(tmpdir(), "affine-bench-checkpoint-"));
    try {
      const checkpoint = join(folder, "verify.json");
      const many = await verify(record, checkpoint);
      const again = await verify(record, checkpoint);
      results.push(
        {
          name: `verify ${MANY} records, memory`,
          ours: 1 / many.maxRssMiB,
          baseline: 1 / few.maxRssMiB,
          unit: "1/MiB",
          ratio: few.maxRssMiB / many.maxRssMiB,
          goal: 1 / MOST_GROWTH,
          note: `most memory held: ${mib(few)} with ${few.records} records, ${mib(many)} with ${many.records}; each in a process of its own`,
        },
        {
          name: "verify again with a checkpoint",
          ours: again.records / again.cpuSeconds,
          baseline: many.records / many.cpuSeconds,
          unit: "records/CPU-s",
          ratio: many.cpuSeconds / again.cpuSeconds,
          note: `${many.judged} of ${many.records} records are answers; ${many.cpuSeconds.toFixed(0)} s of processor time first, ${again.cpuSeconds.toFixed(0)} s again, ${mib(again)}`,
        },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  return results;
}

async function withRecord<T>(records: number, work: (record: LongRecord) => Promise<T>): Promise<T> {
  const record = await makeLongRecord(records);
  try {
    return await work(record);
  } finally {
    await record.dispose();
  }
}

async function verify({ folder, headBlock }: LongRecord, checkpoint = ""): Promise<Verification> {
  const child = fileURLToPath(new URL("verify-child.ts", import.meta.url));
  // As this process was started, so that TypeScript is read by the same loader.
  const about = [folder, String(headBlock), checkpoint];
  const told = await promisify(execFile)(process.execPath, [...process.execArgv, child, ...about]);
  const found = JSON.parse(told.stdout) as Verification;
  if (found.verdict !== "verified") throw new Error(`The bench's own record deviates: ${told.stdout}`);
  return found;
}

function mib({ maxRssMiB }: Verification): string {
  return `${Math.round(maxRssMiB)} MiB`;
}
