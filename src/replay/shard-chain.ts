import { byKey } from "./by-key.ts";
import { Listings } from "./listings.ts";
import type { ReplayShard } from "./replay-shard.ts";

interface KnownShard {
  readonly hash: string;
  readonly heads: ReplayShard["header"]["heads"];
  /** As the header says; `undefined` where it does not, or says less than its own records. */
  readonly statedBlock: number | undefined;
}

/** One validator's shards in the order of their numbers, however they arrive: when each was sealed, and what it listed. */
export class ShardChain {
  readonly #shards = new Map<number, KnownShard>();
  readonly #sealed = new Map<number, number>();
  #listings = new Map<string, Listings>();
  /** Numbers of the shards whose heads are still held, in order. */
  #withHeads: number[] = [];
  #lastSeq = -1;
  #forgottenUntil = -1;
  #sealedBlock = -1;

  /** False when a shard of that number is there already. */
  add({ header, hash }: ReplayShard): boolean {
    const { seq, heads, sealedBlock, lastBlock } = header;
    if (this.#shards.has(seq)) return false;
    const statedBlock = sealedBlock !== undefined && sealedBlock >= lastBlock ? sealedBlock : undefined;
    this.#shards.set(seq, { hash, heads, statedBlock });
    if (seq > this.#lastSeq) this.#follow(seq);
    else this.#rebuild();
    return true;
  }

  hashOf(seq: number): string | undefined {
    return this.#shards.get(seq)?.hash;
  }

  /** Block at which a shard was sealed by its writer's word: never before its own records or an earlier shard. */
  sealedBlock(seq: number): number | undefined {
    return this.#sealed.get(seq);
  }

  /** The first shard that was sealed from one block to another, by its writer's word. */
  firstSealed(from: number, until: number): number | undefined {
    let first: number | undefined;
    for (const [seq, block] of this.#sealed) {
      if (block >= from && block <= until && seq < (first ?? Infinity)) first = seq;
    }
    return first;
  }

  /** When this validator first listed a shard of another's chain, or a later one. */
  firstListed(hotkey: string, seq: number, other: ShardChain): number | undefined {
    return this.#listings.get(hotkey)?.firstBlock(seq, (listed) => {
      const hash = other.hashOf(listed);
      const sealedBlock = other.sealedBlock(listed);
      return hash === undefined || sealedBlock === undefined ? undefined : { hash, sealedBlock };
    });
  }

  /** Largest seq of another's chain that this validator had listed by a block; -1 for none. */
  newestListed(hotkey: string, byBlock: number): number {
    return this.#listings.get(hotkey)?.mostSeqBy(byBlock) ?? -1;
  }

  /**
   * Forgets listings up to a block, and the heads of shards sealed by then. When a shard was sealed is kept: a finding
   * counts for as long as its commitment stands.
   */
  forgetBlocks(until: number): void {
    this.#forgottenUntil = Math.max(this.#forgottenUntil, until);
    for (const listings of this.#listings.values()) listings.forgetBlocks(until);
    const held = this.#withHeads.findIndex((seq) => (this.#sealed.get(seq) ?? -1) > until);
    for (const seq of this.#withHeads.splice(0, held === -1 ? this.#withHeads.length : held)) {
      const shard = this.#shards.get(seq);
      if (shard !== undefined) this.#shards.set(seq, { ...shard, heads: [] });
    }
  }

  /** Shards of others that what is held names. */
  *listed(): Iterable<{ readonly hotkey: string; readonly seq: number }> {
    for (const [hotkey, listings] of this.#listings) for (const { seq } of listings.all) yield { hotkey, seq };
  }

  /**
   * Lets go of the shards that were sealed by a block, but for those that are still named: how many there ever were is
   * no matter then. When the others were sealed stays as it is.
   */
  dropShards(until: number, isNamed: (seq: number) => boolean): void {
    for (const [seq, shard] of this.#shards) {
      const sealedBlock = this.#sealed.get(seq);
      if (seq !== this.#lastSeq && (sealedBlock ?? until) <= until && !isNamed(seq)) {
        this.#shards.delete(seq);
        this.#sealed.delete(seq);
      } else if (sealedBlock !== undefined) this.#shards.set(seq, { ...shard, statedBlock: sealedBlock });
    }
  }

  save() {
    return {
      shards: byKey(this.#shards).map(
        ([seq, { hash, heads, statedBlock }]) => [seq, hash, statedBlock ?? null, heads] as const,
      ),
      sealed: byKey(this.#sealed),
      listings: byKey(this.#listings).map(([hotkey, listings]) => [hotkey, listings.all] as const),
      withHeads: this.#withHeads,
      ...{ lastSeq: this.#lastSeq, forgottenUntil: this.#forgottenUntil, sealedBlock: this.#sealedBlock },
    };
  }

  /** A chain as {@link save} gave it. */
  static load(saved: ReturnType<ShardChain["save"]>): ShardChain {
    const chain = new ShardChain();
    for (const [seq, hash, statedBlock, heads] of saved.shards) {
      chain.#shards.set(seq, { hash, heads, statedBlock: statedBlock ?? undefined });
    }
    for (const [seq, block] of saved.sealed) chain.#sealed.set(seq, block);
    chain.#listings = new Map(saved.listings.map(([hotkey, listings]) => [hotkey, new Listings(listings)]));
    chain.#withHeads = [...saved.withHeads];
    chain.#lastSeq = saved.lastSeq;
    chain.#forgottenUntil = saved.forgottenUntil;
    chain.#sealedBlock = saved.sealedBlock;
    return chain;
  }

  #follow(seq: number): void {
    const shard = this.#shards.get(seq);
    this.#lastSeq = seq;
    if (shard?.statedBlock === undefined) return;
    this.#sealedBlock = Math.max(this.#sealedBlock, shard.statedBlock);
    this.#sealed.set(seq, this.#sealedBlock);
    if (shard.heads.length > 0) this.#withHeads.push(seq);
    for (const head of shard.heads) {
      let listings = this.#listings.get(head.hotkey);
      if (listings === undefined) this.#listings.set(head.hotkey, (listings = new Listings()));
      listings.add({ seq: head.seq, hash: head.hash, atBlock: this.#sealedBlock });
    }
  }

  /** A shard came after a later one: rare, so everything is put in order anew. */
  #rebuild(): void {
    this.#sealed.clear();
    // What heads that are forgotten came to still counts.
    this.#listings = new Map(
      [...this.#listings].map(([hotkey, listings]) => [hotkey, listings.until(this.#forgottenUntil)]),
    );
    this.#withHeads = [];
    this.#sealedBlock = -1;
    for (const seq of [...this.#shards.keys()].sort((a, b) => a - b)) this.#follow(seq);
  }
}
