/** How long blocks take, as they come in: an average that forgets. Decides nothing that others must agree on. */
export class BlockPace {
  #blockMs: number;
  #last: { block: number; atMs: number } | undefined;

  /** @param blockMs what to expect before two blocks were seen */
  constructor(blockMs = 12_000) {
    this.#blockMs = blockMs;
  }

  get blockMs(): number {
    return this.#blockMs;
  }

  saw(block: number, atMs: number): void {
    const last = this.#last;
    if (last !== undefined && block <= last.block) return;
    this.#last = { block, atMs };
    if (last === undefined) return;
    const seenMs = (atMs - last.atMs) / (block - last.block);
    // The first measure replaces the guess; later ones move it by a quarter.
    this.#blockMs = this.#measured ? this.#blockMs + (seenMs - this.#blockMs) / 4 : seenMs;
    this.#measured = true;
  }

  #measured = false;
}
