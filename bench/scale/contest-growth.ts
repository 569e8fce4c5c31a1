import type { BenchResult } from "../bench-result.ts";
import type { ContestReading } from "./contest-child.ts";
import { makeLongContest } from "./long-contest.ts";
import { runChild } from "../run-child.ts";
import { SIZES } from "./sizes.ts";

/** Ten times the records may take so much of the memory of the smallest. */
const MOST_GROWTH = 1.5;

/** The contest of affine-v2 from its records: cold, block by block, and from a checkpoint, at growing sizes. */
export async function contestGrowth(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  let smallest: ContestReading | undefined;
  for (const records of SIZES.growth) {
    const contest = await makeLongContest(records);
    try {
      const about = [contest.folder, String(records), String(contest.headBlock)];
      const read = await runChild<ContestReading>(new URL("contest-child.ts", import.meta.url), about);
      smallest ??= read;
      const coldMs = read.seconds * 1000;
      process.stderr.write(`${contest.records} records: ${JSON.stringify(read)}\n`);
      const name = `contest of ${contest.records} records`;
      results.push(
        {
          name: `${name}: next block against cold`,
          ours: 1000 / read.blockMs,
          baseline: 1000 / coldMs,
          unit: "decisions/s",
          ratio: coldMs / read.blockMs,
          goal: 1000,
          note: `all read and decided in ${read.seconds.toFixed(1)} s (${(contest.records / read.cpuSeconds).toFixed(0)} records a second of processor time, signatures and all), then ${read.blockMs.toFixed(2)} ms for the shards of a block, median`,
        },
        {
          name: `${name}: checkpoint against cold`,
          ours: 1000 / read.resumeMs,
          baseline: 1000 / coldMs,
          unit: "starts/s",
          ratio: coldMs / read.resumeMs,
          note: `${(read.checkpointBytes / 1e6).toFixed(1)} MB of JSON; the state is the same, byte for byte`,
        },
        {
          name: `${name}: memory`,
          ours: 1 / read.maxRssMiB,
          baseline: 1 / smallest.maxRssMiB,
          unit: "1/MiB",
          ratio: smallest.maxRssMiB / read.maxRssMiB,
          goal: 1 / MOST_GROWTH,
          note: `most memory held while reading cold, in a process of its own: ${read.maxRssMiB.toFixed(0)} MiB, ${smallest.maxRssMiB.toFixed(0)} MiB at the smallest size`,
        },
      );
    } finally {
      await contest.dispose();
    }
  }
  return results;
}
