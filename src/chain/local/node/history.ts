import { AffineError } from "../../../core/index.ts";
import type { At, BlockRef, Hex } from "../../chain.ts";
import type { Receipt } from "../block/execute.ts";
import type { ChainState } from "../state/chain-state.ts";

export interface PastBlock {
  readonly ref: BlockRef;
  readonly state: ChainState;
  /** The block's line in the file; empty for the one that the file begins with. */
  readonly line: Buffer;
  readonly receipts: ReadonlyMap<Hex, Receipt>;
}

/** The last blocks with their states, the newest included; older ones are forgotten. */
export class History {
  readonly #limit: number;
  readonly #blocks: PastBlock[];
  readonly #receipts = new Map<Hex, Receipt>();

  constructor(limit: number, first: PastBlock) {
    this.#limit = limit;
    this.#blocks = [first];
  }

  get head(): PastBlock {
    return this.#blocks.at(-1) as PastBlock;
  }

  /** The oldest block that is still known, and the lines of those after it. */
  get base(): { readonly block: PastBlock; readonly lines: readonly Buffer[] } {
    return { block: this.#blocks[0] as PastBlock, lines: this.#blocks.slice(1).map(({ line }) => line) };
  }

  push(block: PastBlock): void {
    this.#blocks.push(block);
    for (const [hash, receipt] of block.receipts) this.#receipts.set(hash, receipt);
    if (this.#blocks.length <= this.#limit) return;
    for (const hash of this.#blocks.shift()?.receipts.keys() ?? []) this.#receipts.delete(hash);
  }

  receipt(hash: Hex): Receipt | undefined {
    return this.#receipts.get(hash);
  }

  /** @throws AffineError `not_found` for a block of another chain, of the future, or of too long ago. */
  at(at: At): PastBlock {
    if (at === undefined) return this.head;
    const oldest = this.base.block.ref.number;
    const found = this.#blocks[at.number - oldest];
    if (found?.ref.hash === at.hash) return found;
    const known = `blocks ${oldest} to ${this.head.ref.number}`;
    throw new AffineError(
      "not_found",
      `There is no state of block ${at.number} (${at.hash}) here; ${known} are known.`,
      {
        hint: found === undefined ? "Read at a newer block." : "That block belongs to another chain.",
      },
    );
  }
}
