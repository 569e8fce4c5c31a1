import type { ChampionRules, ShardBook } from "../../../replay/index.ts";
import type { ChainFacts } from "../../chain-facts.ts";

/** Hashes of round blocks for a replay: the chain's, and where it no longer tells, those that snapshots repeat. */
export class BeaconBook {
  readonly #facts: ChainFacts | null;
  readonly #known = new Map<number, string>();

  constructor(facts: ChainFacts | null) {
    this.#facts = facts;
  }

  known(block: number): string | undefined {
    return this.#known.get(block);
  }

  /** False when neither chain nor records tell. */
  async fetch(block: number, book: ShardBook, { gridBlocks }: ChampionRules, roundBlocks: number): Promise<boolean> {
    const hash = (await this.#facts?.beacon(block)) ?? book.beacon(block, { roundBlocks, gridBlocks });
    if (hash === undefined) return false;
    this.#known.set(block, hash);
    // A replay asks for the newest only.
    this.#known.delete(block - 10_000 * roundBlocks);
    return true;
  }
}
