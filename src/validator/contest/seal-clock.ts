/** Seals in so many parts of a deadline: a record must be sealed, seen, and the seeing sealed, all within it. */
const SEALS_A_DEADLINE = 8;

/** Says when to seal, by blocks. */
export class SealClock {
  readonly #everyBlocks: number;
  #lastBlock = -Infinity;

  constructor(deadlineBlocks: number) {
    this.#everyBlocks = Math.max(1, Math.floor(deadlineBlocks / SEALS_A_DEADLINE));
  }

  isDue(block: number): boolean {
    return block >= this.#lastBlock + this.#everyBlocks;
  }

  sealed(block: number): void {
    this.#lastBlock = block;
  }
}
