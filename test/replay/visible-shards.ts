import type { Positions, ReplayShard, ShardSource } from "../../src/replay/index.ts";
import type { ReadPosition } from "../../src/store/index.ts";

/** Shards as they can be read at a block, each chain in its order. */
export class VisibleShards implements ShardSource {
  readonly #chains = new Map<string, ReplayShard[]>();
  readonly #next = new Map<string, number>();
  readonly #headBlock: () => number;
  readonly #delayOf: (shard: ReplayShard) => number;
  readonly #turn: () => Promise<void>;

  /**
   * @param reading `delayOf`: blocks from the seal of a shard until it is there; `turn`: lets others work before a shard
   * is given; `from`: where each chain goes on, the beginning where that is left out
   */
  constructor(
    shards: readonly ReplayShard[],
    headBlock: () => number,
    reading: { delayOf?: (shard: ReplayShard) => number; turn?: () => Promise<void>; from?: Positions } = {},
  ) {
    for (const [hotkey, { last }] of reading.from ?? []) this.#next.set(hotkey, (last?.seq ?? -1) + 1);
    this.#headBlock = headBlock;
    this.#delayOf = reading.delayOf ?? (() => 0);
    this.#turn = reading.turn ?? (() => Promise.resolve());
    for (const shard of shards) {
      const chain = this.#chains.get(shard.header.hotkey);
      if (chain === undefined) this.#chains.set(shard.header.hotkey, [shard]);
      else chain.push(shard);
    }
  }

  async next(hotkey: string, untilBlock: number): Promise<ReplayShard | undefined> {
    const shard = this.#chains.get(hotkey)?.[this.#next.get(hotkey) ?? 0];
    await this.#turn();
    if (shard === undefined) return undefined;
    const { sealedBlock = 0 } = shard.header;
    return sealedBlock <= untilBlock && sealedBlock + this.#delayOf(shard) <= this.#headBlock() ? shard : undefined;
  }

  taken(hotkey: string): void {
    this.#next.set(hotkey, (this.#next.get(hotkey) ?? 0) + 1);
  }

  position(hotkey: string): ReadPosition {
    const shard = this.#chains.get(hotkey)?.[(this.#next.get(hotkey) ?? 0) - 1];
    if (shard === undefined) return { last: null, holes: [] };
    const { header, hash } = shard;
    return { last: { seq: header.seq, hash, headerHash: hash, v: header.v }, holes: [] };
  }
}
