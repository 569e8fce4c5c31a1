import type { Chain } from "../../chain/chain.ts";

/** Hashes read at a time. */
const AT_ONCE = 32;
const KEPT = 20_000;

/** Hashes of round blocks as our chain has them. */
export class BlockHashes {
  readonly #chain: Pick<Chain, "blockHash">;
  readonly #hashes = new Map<number, string>();

  constructor(chain: Pick<Chain, "blockHash">) {
    this.#chain = chain;
  }

  get(block: number): string | undefined {
    return this.#hashes.get(block);
  }

  /** Reads a block's hash, and those of the round blocks that follow. @throws AffineError as the chain's method. */
  async read(block: number, { stepBlocks, headBlock }: { stepBlocks: number; headBlock: number }): Promise<void> {
    const blocks = Array.from({ length: AT_ONCE }, (_, place) => block + place * stepBlocks);
    const wanted = blocks.filter((number) => number <= headBlock && !this.#hashes.has(number));
    const found = await Promise.all(wanted.map((number) => this.#chain.blockHash(number)));
    for (const [place, number] of wanted.entries()) this.#hashes.set(number, found[place] ?? "");
    for (const old of this.#hashes.keys()) {
      if (this.#hashes.size <= KEPT) break;
      this.#hashes.delete(old);
    }
  }
}
