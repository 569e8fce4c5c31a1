import { encodeDocument, type RosterDocument } from "../record/index.ts";

/** Roster documents that are kept besides the newest. */
const MOST_KEPT = 64;

/** Roster documents by their hashes. */
export class RosterCache {
  readonly #rosters = new Map<string, RosterDocument>();

  add(document: RosterDocument): void {
    this.#rosters.set(encodeDocument(document).hash, document);
  }

  get(hash: string): RosterDocument | undefined {
    return this.#rosters.get(hash);
  }

  /** Drops the oldest. Only the newest is wanted again: the next snapshot mostly names the same. */
  drop(except: string): void {
    for (const hash of this.#rosters.keys()) {
      if (hash !== except && this.#rosters.size > MOST_KEPT) this.#rosters.delete(hash);
    }
  }
}
