import type { ContestReplay } from "../../../contest/index.ts";
import { rosterDocumentSchema } from "../../../record/index.ts";
import { readDocument, type Store } from "../../../store/index.ts";
import type { ChainSummary } from "../../chains/read-chain.ts";

/** Finds the roster documents that snapshots name, in the stores of all validators. */
export class RosterFetch {
  readonly stores: readonly Store[];
  readonly #netuid: number;

  constructor(netuid: number, chains: ReadonlyMap<string, ChainSummary>) {
    this.#netuid = netuid;
    this.stores = [
      ...new Set([...chains.values()].flatMap(({ shards }) => [...shards.values()].map(({ store }) => store))),
    ];
  }

  /** Gives a roster to the replay; false when no store has a sound one. */
  async fetch(hash: string, replay: ContestReplay): Promise<boolean> {
    for (const store of this.stores) {
      const roster = await readDocument(store, this.#netuid, hash, rosterDocumentSchema);
      if (roster === undefined) continue;
      replay.addRoster(roster);
      return true;
    }
    return false;
  }
}
