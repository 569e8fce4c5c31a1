/** A head of another validator's chain as a header listed it. */
export interface Listing {
  readonly seq: number;
  readonly hash: string;
  /** Newest block that the lister knew when it signed, or at an earlier shard, whichever is more. */
  readonly atBlock: number;
  /** Largest seq listed so far. */
  readonly mostSeq: number;
}

/** What one validator has listed of another's chain, in the order of its own shards. */
export class Listings {
  readonly #listings: Listing[] = [];

  /** @param listings what {@link all} gave of another */
  constructor(listings: readonly Listing[] = []) {
    this.#listings.push(...listings);
  }

  get all(): readonly Listing[] {
    return this.#listings;
  }

  /** Largest seq listed by a block; -1 for none. */
  mostSeqBy(block: number): number {
    return this.#listings.findLast(({ atBlock }) => atBlock <= block)?.mostSeq ?? -1;
  }

  /** In the order of the lister's shards. */
  add(listing: { seq: number; hash: string; atBlock: number }): void {
    const before = this.#listings.at(-1)?.mostSeq ?? -1;
    this.#listings.push({ ...listing, mostSeq: Math.max(before, listing.seq) });
  }

  /** Only what was listed by a block. */
  until(block: number): Listings {
    const listings = new Listings();
    for (const listing of this.#listings) if (listing.atBlock <= block) listings.add(listing);
    return listings;
  }

  /**
   * Forgets what was listed by a block, but for what is later than all that came after it: a lister that starts again
   * lists less for a while, and has seen the rest all the same.
   */
  forgetBlocks(until: number): void {
    const end = this.#listings.findIndex(({ atBlock }) => atBlock > until);
    const forgotten = this.#listings.splice(0, end === -1 ? this.#listings.length : end);
    const kept: Listing[] = [];
    for (const listing of forgotten.reverse()) if (listing.seq > (kept.at(-1)?.seq ?? -1)) kept.push(listing);
    this.#listings.unshift(...kept.reverse());
  }

  /**
   * When a shard or a later one was first listed.
   *
   * @param shardOf the listed chain's own shard of a seq, as it is known here; a head with another hash shows nothing
   * @returns the block, not before the listed shard was sealed itself; `undefined` when it was not listed
   */
  firstBlock(
    seq: number,
    shardOf: (seq: number) => { hash: string; sealedBlock: number } | undefined,
  ): number | undefined {
    let low = 0;
    let high = this.#listings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#listings[middle]?.mostSeq ?? Infinity) >= seq) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < this.#listings.length; at += 1) {
      const listing = this.#listings[at];
      if (listing === undefined || listing.seq < seq) continue;
      const listed = shardOf(listing.seq);
      if (listed?.hash === listing.hash) return Math.max(listing.atBlock, listed.sealedBlock);
    }
    return undefined;
  }
}
