import type { ReplayFetch } from "../../replay/index.ts";
import { rosterDocumentSchema, type RosterDocument } from "../../record/index.ts";
import { putDocument, readDocument, type Store } from "../../store/index.ts";
import type { BlockHashes } from "./block-hashes.ts";

export interface ChainFetchOptions {
  readonly netuid: number;
  readonly hashes: BlockHashes;
  readonly roundBlocks: number;
  readonly headBlock: () => number;
  readonly stores: readonly Store[];
  /** Where rosters are kept that were fetched: whoever starts later may find them nowhere else. */
  readonly keep?: Store;
}

/** Fetches hashes of blocks from the chain and roster documents from stores, one store after the other. */
export class ChainFetch implements ReplayFetch {
  readonly #options: ChainFetchOptions;

  constructor(options: ChainFetchOptions) {
    this.#options = options;
  }

  beacon(block: number): string | undefined {
    return this.#options.hashes.get(block);
  }

  async fetchBeacon(block: number): Promise<boolean> {
    const { hashes, roundBlocks, headBlock } = this.#options;
    await hashes.read(block, { stepBlocks: roundBlocks, headBlock: headBlock() });
    return hashes.get(block) !== undefined;
  }

  async roster(hash: string): Promise<RosterDocument | undefined> {
    const { netuid, stores, keep } = this.#options;
    for (const store of stores) {
      const document = await readDocument(store, netuid, hash, rosterDocumentSchema);
      if (document === undefined) continue;
      if (keep !== undefined) await putDocument(keep, netuid, document);
      return document;
    }
    return undefined;
  }
}
