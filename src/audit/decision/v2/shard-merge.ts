import { AffineError, errorMessage } from "../../../core/index.ts";
import { decodeShard, defectOf, type DecodedShard } from "../../../record/index.ts";
import { shardKey } from "../../../store/index.ts";
import type { ChainSummary } from "../../chains/read-chain.ts";
import type { Findings } from "../../findings.ts";

/** A shard that was read before, and the block at which it was sealed. */
export interface SealedShard extends DecodedShard {
  readonly key: string;
  /** As its header says, but never before an earlier shard of its chain. */
  readonly sealedBlock: number;
}

/**
 * Reads all chains a second time, side by side, in the order in which their shards were sealed: so a replay over years
 * of records holds no more of them than are open. A store that now shows another shard than before is found out.
 */
export class ShardMerge {
  readonly #heads: (SealedShard | undefined)[] = [];
  readonly #walks: AsyncGenerator<SealedShard>[];

  constructor(chains: ReadonlyMap<string, ChainSummary>, netuid: number, findings: Findings) {
    this.#walks = [...chains].map(([hotkey, chain]) => walk(chain, { netuid, hotkey }, findings));
  }

  /** The next shards, up to a block of sealing. */
  async *until(block: number): AsyncGenerator<SealedShard> {
    for (;;) {
      let first: number | undefined;
      for (const [at, chain] of this.#walks.entries()) {
        this.#heads[at] ??= ((await chain.next()) as IteratorResult<SealedShard, undefined>).value;
        const sealed = this.#heads[at]?.sealedBlock ?? Infinity;
        if (
          sealed <= block &&
          sealed < (first === undefined ? Infinity : (this.#heads[first]?.sealedBlock ?? Infinity))
        ) {
          first = at;
        }
      }
      const shard = first === undefined ? undefined : this.#heads[first];
      if (first === undefined || shard === undefined) return;
      this.#heads[first] = undefined;
      yield shard;
    }
  }
}

async function* walk(
  { shards }: ChainSummary,
  chain: { netuid: number; hotkey: string },
  findings: Findings,
): AsyncGenerator<SealedShard> {
  let sealedBlock = -1;
  for (const [seq, { hash, store }] of [...shards].sort(([a], [b]) => a - b)) {
    const place = { ...chain, seq };
    const key = shardKey(place);
    let shard: DecodedShard;
    try {
      const bytes = await store.get(key);
      if (bytes === undefined) throw new AffineError("not_found", "it is not there any more");
      shard = decodeShard(bytes, { place });
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
