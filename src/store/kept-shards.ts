import { AffineError } from "../core/index.ts";
import { encodeShard, recordJson, splitSignature, type ShardRecord, type SignedShardHeader } from "../record/index.ts";
import { seqOfShardKey, shardKey, shardPrefix } from "./store-key.ts";
import type { Store } from "./store.ts";

/** A verified shard of somebody else's chain. */
export interface WitnessedShard {
  readonly header: SignedShardHeader;
  readonly records: readonly ShardRecord[];
  readonly hash: string;
}

/**
 * Copies of the shards of others that a validator has witnessed, so that the record of one that left survives the loss
 * of its store. They lie in the data folder beside its own, under the same keys, and whoever serves that folder serves
 * them too.
 */
export class KeptShards {
  readonly #own: Store;
  readonly #published: Store | undefined;
  readonly #netuid: number;

  /** @param stores `published`: where records are published, when that is not the data folder */
  constructor(stores: { readonly own: Store; readonly published?: Store | undefined }, netuid: number) {
    this.#own = stores.own;
    this.#published = stores.published;
    this.#netuid = netuid;
  }

  /** Keeps a shard; durable when it resolves. @throws AffineError `store_transport` */
  async keep({ header: signed, records, hash }: WitnessedShard): Promise<void> {
    const key = shardKey(signed);
    if ((await this.#own.head(key)) !== undefined) return;
    const { header, signature } = splitSignature(signed);
    // Canonical lines have one spelling: what was read gives the same bytes again, packed as our zlib does.
    const body = new TextEncoder().encode(records.map((record) => `${recordJson(record)}\n`).join(""));
    const shard = encodeShard({ header, body }, signature);
    if (shard.hash !== hash) {
      throw new AffineError("hash_mismatch", `A shard that was verified has another hash when it is written: ${key}.`);
    }
    await putCopy(this.#own, key, shard.bytes);
  }

  /**
   * Puts the shards of validators that left back where records are published, where their newest is there no more.
   *
   * @returns hotkeys whose shards were put back
   * @throws AffineError `store_transport`: call again.
   */
  async republish(left: Iterable<string>): Promise<string[]> {
    const published = this.#published;
    const republished: string[] = [];
    if (published === undefined) return republished;
    for (const hotkey of left) {
      const keys: string[] = [];
      for await (const key of this.#own.list(shardPrefix({ netuid: this.#netuid, hotkey }))) {
        if (seqOfShardKey(key) !== undefined) keys.push(key);
      }
      const last = keys.at(-1);
      if (last === undefined || (await published.head(last)) !== undefined) continue;
      for (const key of keys) {
        const bytes = await this.#own.get(key);
        if (bytes !== undefined) await putCopy(published, key, bytes);
      }
      republished.push(hotkey);
    }
    return republished;
  }
}

/** A copy that is there already, packed by another zlib perhaps, is as good. */
async function putCopy(store: Store, key: string, bytes: Uint8Array): Promise<void> {
  try {
    await store.putOnce(key, bytes);
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code !== "store_conflict") throw error;
  }
}
