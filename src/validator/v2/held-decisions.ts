import type { ContestState } from "../../replay/index.ts";
import type { StakedShare } from "../../mechanism/index.ts";

/** Grid blocks that are decided while too few are heard to publish it: the newest ones are held. */
const MOST_HELD = 64;

/** What is decided and may not be published yet, since those whose word could change it have not been heard. */
export class HeldDecisions {
  readonly #windowBlocks: number;
  #held: ContestState[] = [];
  /** Whose voting share counted at the grid blocks of the last two deadlines. */
  #votingShares: { readonly block: number; readonly shares: readonly StakedShare[] }[] = [];

  constructor({ deadlineBlocks }: { deadlineBlocks: number }) {
    // A round is planned by the snapshot that counts two deadlines before.
    this.#windowBlocks = 2 * deadlineBlocks;
  }

  add(state: ContestState): void {
    this.#held.push(state);
    if (this.#held.length > MOST_HELD) this.#held.shift();
    this.#votingShares.push({ block: state.block, shares: state.validators });
  }

  /** Oldest block that was decided and not taken out; Infinity without one. */
  get oldestBlock(): number {
    return this.#held[0]?.block ?? Infinity;
  }

  /** Whose voting share counted lately, for {@link load}. */
  save() {
    return this.#votingShares;
  }

  load(votingShares: ReturnType<HeldDecisions["save"]>): void {
    this.#votingShares = [...votingShares];
  }

  /** Everything is decided anew. */
  clear(): void {
    this.#held = [];
    this.#votingShares = [];
  }

  /**
   * Takes out what may be published, in order.
   *
   * @param firmBlock up to which block what some voting shares decide is firm
   */
  takeFirm(firmBlock: (shares: readonly StakedShare[]) => number): ContestState[] {
    const first = this.#held.findIndex(({ block }) => !this.#isFirm(block, firmBlock));
    const firm = this.#held.splice(0, first === -1 ? this.#held.length : first);
    const oldest = (this.#held[0] ?? firm.at(-1))?.block ?? -1;
    this.#votingShares = this.#votingShares.filter(({ block }) => block > oldest - this.#windowBlocks);
    return firm;
  }

  #isFirm(block: number, firmBlock: (shares: readonly StakedShare[]) => number): boolean {
    return this.#votingShares
      .filter((votingShares) => votingShares.block <= block && votingShares.block > block - this.#windowBlocks)
      .every(({ shares }) => block <= firmBlock(shares));
  }
}
