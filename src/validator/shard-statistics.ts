import { shardKey, type Store } from "../store/index.ts";

/** Counts the own shards and their bytes, asking the store for the new ones only. */
export class ShardStatistics {
  readonly #store: Store;
  readonly #chain: { readonly netuid: number; readonly hotkey: string };
  #shards = 0;
  #bytes = 0;

  constructor(store: Store, chain: { netuid: number; hotkey: string }) {
    this.#store = store;
    this.#chain = chain;
  }

  get counts(): { shards: number; bytes: number } {
    return { shards: this.#shards, bytes: this.#bytes };
  }

  /** @param lastSeq of the chain; `undefined` before its first shard. */
  async update(lastSeq: number | undefined): Promise<void> {
    while (lastSeq !== undefined && this.#shards <= lastSeq) {
      const found = await this.#store.head(shardKey({ ...this.#chain, seq: this.#shards }));
      this.#bytes += found?.bytes ?? 0;
      this.#shards += 1;
    }
  }
}
