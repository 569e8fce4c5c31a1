import { AffineError, errorMessage } from "../../core/index.ts";
import { decodeShard, defectOf, type DecodedShard } from "../../record/index.ts";
import { shardKey } from "../../store/index.ts";
import type { Findings } from "../findings.ts";
import type { ChainSummary } from "./read-chain.ts";

/** A shard that was read before, and the block at which it was sealed. */
export interface SealedShard extends DecodedShard {
  readonly key: string;
  /** As its header says, but never before an earlier shard of its chain that was read again. */
  readonly sealedBlock: number;
}

/**
 * Reads one chain's sound shards again, in order. A store that now shows another shard than before is found out.
 *
 * @param wants says by its blocks whether a shard is read; by default all are
 */
export async function* walkAgain(
  { shards }: Pick<ChainSummary, "shards">,
  chain: { netuid: number; hotkey: string },
  findings: Findings,
  wants: (blocks: { firstBlock: number; lastBlock: number }) => boolean = () => true,
): AsyncGenerator<SealedShard> {
  let sealedBlock = -1;
  for (const [seq, { hash, store, firstBlock, lastBlock }] of [...shards].sort(([a], [b]) => a - b)) {
    if (!wants({ firstBlock, lastBlock })) continue;
    const place = { ...chain, seq };
    const key = shardKey(place);
    let shard: DecodedShard;
    try {
      const bytes = await store.get(key);
      if (bytes === undefined) throw new AffineError("not_found", "it is not there any more");
      shard = decodeShard(bytes, { place, isKnown: (found) => found === hash });
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code === "interrupted") throw error;
      const isTheirs = error.code === "not_found" || defectOf(error) !== undefined;
      if (!isTheirs) findings.trouble(error);
      else
        changed(findings, { ...place, key }, `${store.location} showed it first and then not: ${errorMessage(error)}`);
      continue;
    }
    if (shard.hash !== hash) {
      changed(findings, { ...place, key }, `${store.location} showed two different shards, one after the other`);
      continue;
    }
    sealedBlock = Math.max(sealedBlock, shard.header.sealedBlock ?? shard.header.lastBlock);
    yield { ...shard, key, sealedBlock };
  }
}

function changed(findings: Findings, { hotkey, key }: { hotkey: string; key: string }, message: string): void {
  findings.deviate({
    code: "second_shard",
    validator: hotkey,
    record: key,
    block: null,
    round: null,
    message,
    evidence: {},
  });
}
