import type { BenchResult } from "../bench-result.ts";
import { run as inference } from "../inference/inference.ts";
import { verifying } from "../records/records.ts";
import { blockToWeights } from "./block-to-weights.ts";
import { coldDecision } from "./cold-decision.ts";
import { contestGrowth } from "./contest-growth.ts";
import { roundsEndToEnd } from "./rounds-end-to-end.ts";
import { SIZES } from "./sizes.ts";
import { smallPuts } from "./small-puts.ts";

/** Every part by its name; `AFFINE_BENCH_PARTS=puts,rounds` chooses. */
const PARTS: Readonly<Record<string, () => Promise<BenchResult[]> | BenchResult[]>> = {
  cold: coldDecision,
  growth: contestGrowth,
  verification: () => [verifying({ shards: SIZES.shards })],
  rounds: roundsEndToEnd,
  puts: smallPuts,
  blocks: blockToWeights,
  inference,
};

/** One report of what bounds a network: see docs/scale.md for the figures and sizes.ts for how much is measured. */
export async function run(): Promise<BenchResult[]> {
  const names = process.env["AFFINE_BENCH_PARTS"]?.split(",") ?? Object.keys(PARTS);
  const results: BenchResult[] = [];
  for (const name of names) {
    const part = PARTS[name];
    if (part === undefined)
      throw new Error(`AFFINE_BENCH_PARTS: no ${name}. There are: ${Object.keys(PARTS).join(", ")}.`);
    process.stderr.write(`scale: ${name}\n`);
    results.push(...(await part()));
  }
  return results;
}
