/** Seals in so many parts of a deadline: a record must be sealed, seen, and the seeing sealed, all within it. */
const SEALS_A_DEADLINE = 16;
/** Besides the seals, for reading and evaluating what others sealed: so many blocks, and a part of the deadline. */
const LEAST_SPARE_BLOCKS = 3;
const SPARE_PARTS = 8;

/** Blocks between two seals. */
export function sealEveryBlocks(deadlineBlocks: number): number {
  return Math.max(1, Math.floor(deadlineBlocks / SEALS_A_DEADLINE));
}

/** Blocks from a round's own in which it may be answered: then it is sealed, read, and the reading is sealed. */
export function askingBlocks(deadlineBlocks: number): number {
  const spare = Math.max(LEAST_SPARE_BLOCKS, Math.ceil(deadlineBlocks / SPARE_PARTS));
  return Math.max(1, deadlineBlocks - 2 * sealEveryBlocks(deadlineBlocks) - spare);
}

/** Says when to seal, by blocks. */
export class SealClock {
  readonly #everyBlocks: number;
  #lastBlock = -Infinity;

  constructor(deadlineBlocks: number) {
    this.#everyBlocks = sealEveryBlocks(deadlineBlocks);
  }

  isDue(block: number): boolean {
    return block >= this.#lastBlock + this.#everyBlocks;
  }

  sealed(block: number): void {
    this.#lastBlock = block;
  }
}
