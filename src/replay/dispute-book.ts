import type { DisputeRecord, RolloutRecord } from "../record/index.ts";
import { byKey } from "./by-key.ts";

/** A dispute where it stands. */
export interface PlacedDispute {
  readonly disputer: string;
  /** Its shard. */
  readonly seq: number;
  /** Hash of the shard whose record is disputed. */
  readonly shard: string;
}

const NOTHING: readonly never[] = [];

/** What validators say is wrong with each other's rollouts, by the block of their rounds. */
export class DisputeBook {
  readonly #byBlock = new Map<number, Map<string, PlacedDispute[]>>();
  #forgottenBlock = -1;

  add(disputer: string, seq: number, { block, validator, seq: of, shard, hotkey, challenge }: DisputeRecord): void {
    if (validator === disputer || block <= this.#forgottenBlock) return;
    let ofBlock = this.#byBlock.get(block);
    if (ofBlock === undefined) this.#byBlock.set(block, (ofBlock = new Map<string, PlacedDispute[]>()));
    const key = keyOf(validator, of, { hotkey, challenge });
    const placed = { disputer, seq, shard };
    const known = ofBlock.get(key);
    if (known === undefined) ofBlock.set(key, [placed]);
    else known.push(placed);
  }

  /** What is said of a rollout in a shard of a validator. */
  about(validator: string, seq: number, rollout: RolloutRecord): readonly PlacedDispute[] {
    return this.#byBlock.get(rollout.block)?.get(keyOf(validator, seq, rollout)) ?? NOTHING;
  }

  /** In an order that does not depend on that of reading. */
  save() {
    return {
      forgottenBlock: this.#forgottenBlock,
      blocks: byKey(this.#byBlock).map(
        ([block, disputes]) =>
          [block, byKey(disputes).map(([key, placed]) => [key, [...placed].sort(byPlace)] as const)] as const,
      ),
    };
  }

  load({ forgottenBlock, blocks }: ReturnType<DisputeBook["save"]>): void {
    this.#forgottenBlock = forgottenBlock;
    for (const [block, disputes] of blocks) {
      this.#byBlock.set(block, new Map(disputes.map(([key, placed]) => [key, [...placed]])));
    }
  }

  /** Forgets what is said of rounds up to a block. */
  forgetBlocks(until: number): void {
    this.#forgottenBlock = Math.max(this.#forgottenBlock, until);
    for (const block of this.#byBlock.keys()) if (block <= until) this.#byBlock.delete(block);
  }
}

function byPlace(a: PlacedDispute, b: PlacedDispute): number {
  return a.disputer === b.disputer ? a.seq - b.seq : a.disputer < b.disputer ? -1 : 1;
}

function keyOf(validator: string, seq: number, { hotkey, challenge }: { hotkey: string; challenge: string }): string {
  return `${validator} ${seq} ${hotkey} ${challenge}`;
}
