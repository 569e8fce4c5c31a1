import { contestValidator, openContestBed, until } from "../../test/integration/contest/contest-bed.ts";
import type { BenchResult } from "../bench-result.ts";
import { SIZES } from "./sizes.ts";

/** Milliseconds between two blocks: what is behind is seen then. */
const BLOCK_MS = 250;
/** A chain's block: what is slower than that is behind for ever. */
const CHAINS_BLOCK_MS = 12_000;

/** From a block of the chain to its being worked through, and to weights that the chain shows, in a whole validator. */
export async function blockToWeights(): Promise<BenchResult[]> {
  await using bed = await openContestBed({
    validators: 1,
    models: [
      { name: "weak", mistakes: 750 },
      { name: "strong", mistakes: 20 },
    ],
    blockMs: BLOCK_MS,
  });
  const seenAt = new Map<number, number>();
  const following = new AbortController();
  const followed = (async () => {
    let { number } = await bed.chain.head();
    while (!following.signal.aborted) {
      number = (await bed.chain.waitForBlock(number + 1, { signal: following.signal })).number;
      seenAt.set(number, performance.now());
    }
  })().catch(() => undefined);
  await bed.commit([{ name: "weak", mistakes: 750 }]);
  const validator = await contestValidator(bed, 0);
  const blocks: number[] = [];
  const weights: number[] = [];
  validator.events.on("block", ({ number }) => {
    const at = seenAt.get(number);
    if (at !== undefined) blocks.push(performance.now() - at);
  });
  validator.events.on("weights", ({ block }) => {
    // They are decided by the block before the one that they land in.
    const at = seenAt.get(block - 1);
    if (at !== undefined) weights.push(performance.now() - at);
  });
  validator.start();
  try {
    await until(() => blocks.length >= SIZES.blocks && weights.length > 0);
  } finally {
    await validator.stop();
    following.abort();
    await followed;
  }
  return [
    line(
      "block worked through",
      median(blocks),
      `median of ${blocks.length} blocks; slowest ${Math.max(...blocks).toFixed(0)} ms`,
    ),
    line(
      "block to weights on the chain",
      median(weights),
      `median of ${weights.length} settings, the embedded chain's own ${BLOCK_MS} ms to the next block in it`,
    ),
  ];
}

function line(name: string, ms: number, note: string): BenchResult {
  return {
    name,
    ours: 1000 / ms,
    baseline: 1000 / CHAINS_BLOCK_MS,
    unit: "1/s",
    ratio: CHAINS_BLOCK_MS / ms,
    note: `${ms.toFixed(1)} ms against the 12 s of a block; ${note}`,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
