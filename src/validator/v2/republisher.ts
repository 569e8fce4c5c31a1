import type { KeptShards } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";

/** Blocks between two looks whether the records of those that left are still there. */
const REPUBLISH_BLOCKS = 25;

/** Puts the shards of those that left back where they are published, should they be gone. */
export class Republisher {
  readonly #options: { readonly kept: KeptShards; readonly log: Logger };
  #lookedAt = -Infinity;

  constructor(options: { readonly kept: KeptShards; readonly log: Logger }) {
    this.#options = options;
  }

  /** @param left hotkeys that take part no more @throws AffineError `store_transport`: call again. */
  async look(headBlock: number, left: Iterable<string>): Promise<void> {
    const { kept, log } = this.#options;
    if (headBlock < this.#lookedAt + REPUBLISH_BLOCKS) return;
    const hotkeys = await kept.republish(left);
    this.#lookedAt = headBlock;
    if (hotkeys.length > 0) log.info({ hotkeys }, "records of validators that left are published again");
  }
}
