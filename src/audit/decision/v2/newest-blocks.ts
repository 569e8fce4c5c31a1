import type { StakedShare } from "../../../mechanism/index.ts";
import { majorityBlock } from "../../../replay/index.ts";

/** The newest block that each validator has come to in something. */
export class NewestBlocks {
  readonly #blocks = new Map<string, number>();

  add(hotkey: string, block: number): void {
    this.#blocks.set(hotkey, Math.max(block, this.#blocks.get(hotkey) ?? -1));
  }

  /**
   * The newest that most of the voting shares have come to: what one alone says proves nothing. Of all of them where
   * nobody has a share yet; -1 for none.
   */
  newest(votingShares: readonly StakedShare[]): number {
    if (votingShares.length === 0) return Math.max(-1, ...this.#blocks.values());
    return majorityBlock((hotkey) => this.#blocks.get(hotkey) ?? -1, votingShares);
  }
}
