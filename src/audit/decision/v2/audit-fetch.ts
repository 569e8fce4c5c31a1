import type { ChampionRules, ContestReplay, ReplayFetch } from "../../../replay/index.ts";
import { rosterDocumentSchema, type RosterDocument } from "../../../record/index.ts";
import { readDocument, type Store } from "../../../store/index.ts";
import type { ChainSummary } from "../../chains/read-chain.ts";
import type { BeaconBook } from "./beacon-book.ts";

/** What a replay lacks: hashes of blocks from the chain or the snapshots, rosters from the stores of all validators. */
export class AuditFetch implements ReplayFetch {
  /** Of all validators. */
  readonly stores: readonly Store[];
  readonly #netuid: number;
  readonly #beacons: BeaconBook;
  readonly #rules: { readonly champion: ChampionRules; readonly roundBlocks: number };

  constructor(options: {
    netuid: number;
    beacons: BeaconBook;
    rules: { readonly champion: ChampionRules; readonly roundBlocks: number };
    chains: ReadonlyMap<string, ChainSummary>;
  }) {
    this.#netuid = options.netuid;
    this.#beacons = options.beacons;
    this.#rules = options.rules;
    const shards = [...options.chains.values()].flatMap((chain) => [...chain.shards.values()]);
    this.stores = [...new Set(shards.map(({ store }) => store))];
  }

  beacon(block: number): string | undefined {
    return this.#beacons.known(block);
  }

  fetchBeacon(block: number, { book }: ContestReplay): Promise<boolean> {
    const { champion, roundBlocks } = this.#rules;
    return this.#beacons.fetch(block, book, champion, roundBlocks);
  }

  async roster(hash: string): Promise<RosterDocument | undefined> {
    for (const store of this.stores) {
      const roster = await readDocument(store, this.#netuid, hash, rosterDocumentSchema);
      if (roster !== undefined) return roster;
    }
    return undefined;
  }
}
