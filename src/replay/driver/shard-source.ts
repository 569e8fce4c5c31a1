import type { ReadPosition, ReadProblem, Store } from "../../store/index.ts";
import type { ReplayShard } from "../replay-shard.ts";
import { ChainCursor } from "./chain-cursor.ts";

/** Where a driver gets shards from: each validator's chain in its own order. */
export interface ShardSource {
  /**
   * The next shard of a chain that was sealed by a block, the same again until {@link taken}; `undefined` while there is
   * none.
   *
   * @throws AffineError of the store: call again.
   */
  next(hotkey: string, untilBlock: number): Promise<ReplayShard | undefined>;
  /** The shard that {@link next} gave is in the replay. */
  taken(hotkey: string): void;
  /** Block at which a shard was sealed that is there, and that {@link next} cannot give yet; `undefined` without one. */
  heldBlock?(hotkey: string): number | undefined;
  /** Behind the last shard of a chain that was taken; `undefined` where nothing was asked of it. */
  position?(hotkey: string): ReadPosition | undefined;
}

/** Where a source is to go on, by chain. */
export type Positions = ReadonlyMap<string, ReadPosition>;

/** Shards as a store has them, taken without looking at their answers. */
export class StoreShards implements ShardSource {
  readonly #store: Store;
  readonly #netuid: number;
  readonly #onProblem: (problem: ReadProblem) => void;
  readonly #from: Positions;
  readonly #cursors = new Map<string, ChainCursor>();

  constructor(
    store: Store,
    netuid: number,
    onProblem: (problem: ReadProblem) => void,
    from: Positions = new Map<string, ReadPosition>(),
  ) {
    this.#from = from;
    this.#store = store;
    this.#netuid = netuid;
    this.#onProblem = onProblem;
  }

  next(hotkey: string, untilBlock: number): Promise<ReplayShard | undefined> {
    let cursor = this.#cursors.get(hotkey);
    if (cursor === undefined) {
      cursor = new ChainCursor(this.#store, { netuid: this.#netuid, hotkey, from: this.#from.get(hotkey) });
      this.#cursors.set(hotkey, cursor);
    }
    return cursor.next(untilBlock, this.#onProblem);
  }

  taken(hotkey: string): void {
    this.#cursors.get(hotkey)?.taken();
  }

  position(hotkey: string): ReadPosition | undefined {
    return this.#cursors.get(hotkey)?.position ?? this.#from.get(hotkey);
  }
}
