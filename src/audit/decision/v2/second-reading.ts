import type { ShardSource } from "../../../replay/index.ts";
import type { ChainSummary } from "../../chains/read-chain.ts";
import { walkAgain, type SealedShard } from "../../chains/walk-again.ts";
import type { Findings } from "../../findings.ts";

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
    this.#walks = new Map(
      [...chains].map(([hotkey, chain]) => [hotkey, walkAgain(chain, { netuid, hotkey }, findings)]),
    );
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
