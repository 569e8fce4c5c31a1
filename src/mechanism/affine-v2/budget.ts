import { V2_CONSTANTS } from "./constants.ts";

/** Tests that may begin: budgetTests in any budgetBlocks blocks, so that the sum of error rates stays bounded. */
export class TestBudget {
  readonly #starts: number[] = [];
  #oldest = 0;

  /** Takes one from the budget; false when there is none left. Blocks must not decrease. */
  take(block: number): boolean {
    if (this.left(block) === 0) return false;
    this.#starts.push(block);
    return true;
  }

  /** Tests that may still begin at this block. */
  left(block: number): number {
    while ((this.#starts[this.#oldest] ?? Infinity) <= block - V2_CONSTANTS.budgetBlocks) this.#oldest += 1;
    return V2_CONSTANTS.budgetTests - (this.#starts.length - this.#oldest);
  }
}
