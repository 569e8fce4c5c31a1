import { AffineError, errorMessage } from "../../../core/index.ts";
import { decodeShard, defectOf, type DecodedShard } from "../../../record/index.ts";
import { shardKey } from "../../../store/index.ts";
import type { ChainSummary } from "../../chains/read-chain.ts";
import type { Findings } from "../../findings.ts";
import type { ShardSource } from "../../../contest/index.ts";

/** A shard that was read before, and the block at which it was sealed. */
export interface SealedShard extends DecodedShard {
  readonly key: string;
  /** As its header says, but never before an earlier shard of its chain. */
  readonly sealedBlock: number;
}

/**
 * Reads all chains a second time, a stretch of blocks after the other: so a replay over years of records holds no more
 * of them than are open. A store that now shows another shard than before is found out.
 */
export class SecondReading implements ShardSource {
  readonly #walks: ReadonlyMap<string, AsyncGenerator<SealedShard>>;
  readonly #heads = new Map<string, SealedShard>();
  readonly #onShard: (shard: SealedShard) => Promise<void>;

  /** @param onShard looks at a shard before it is given on */
  constructor(
    chains: ReadonlyMap<string, ChainSummary>,
    about: { netuid: number; findings: Findings; onShard: (shard: SealedShard) => Promise<void> },
  ) {
    const { netuid, findings, onShard } = about;
    this.#walks = new Map([...chains].map(([hotkey, chain]) => [hotkey, walk(chain, { netuid, hotkey }, findings)]));
    this.#onShard = onShard;
  }

  async next(hotkey: string, untilBlock: number): Promise<SealedShard | undefined> {
    let shard = this.#heads.get(hotkey);
    if (shard === undefined) {
      shard = ((await this.#walks.get(hotkey)?.next()) as IteratorResult<SealedShard, undefined> | undefined)?.value;
      if (shard === undefined) return undefined;
      this.#heads.set(hotkey, shard);
    }
    if (shard.sealedBlock > untilBlock) return undefined;
    await this.#onShard(shard);
    return shard;
  }

  taken(hotkey: string): void {
    this.#heads.delete(hotkey);
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
      // Its hash covers the signature, which was verified when it was read first.
      shard = decodeShard(bytes, { place, verify: () => true });
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
