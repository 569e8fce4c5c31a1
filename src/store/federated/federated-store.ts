import { AffineError } from "../../core/index.ts";
import { decodeShard, defectOf } from "../../record/index.ts";
import { seqOfShardKey, shardKey } from "../store-key.ts";
import type { Store } from "../store.ts";

export interface FederatedStoreOptions {
  /** One's own records, transcripts and documents: the only store that is written to. */
  readonly own: Store;
  /** Opens a peer's store. @throws AffineError for an address that is not to be used. */
  readonly open: (url: string) => Store;
  /** Whose own records `own` holds: nobody else is asked for those. */
  readonly hotkey?: string;
  /** Told when a peer's store cannot be read; the others are read all the same. */
  readonly onTrouble: (hotkey: string, error: AffineError) => void;
}

interface Peer {
  readonly url: string;
  readonly store: Store;
}

/** A chain of shards as a whole. */
const CHAIN = /^records\/(0|[1-9][0-9]{0,4})\/([1-9A-HJ-NP-Za-km-z]{46,50})\/$/;
const SHARD_OF = /^records\/(?:0|[1-9][0-9]{0,4})\/([1-9A-HJ-NP-Za-km-z]{46,50})\//;

/**
 * Records where their validators keep them, as one store: a peer's shards come from the address that it announced, and
 * what is found by its hash (transcripts, documents) from whoever has it. What its address does not have (any more) comes
 * from one's own data folder or from the other validators, who keep what they witnessed; each of them is asked once
 * between two calls of {@link setPeers}. A peer that cannot be read has nothing new: it holds nobody up, and what it owes
 * is late.
 */
export class FederatedStore implements Store {
  readonly #options: FederatedStoreOptions;
  #peers = new Map<string, Peer>();
  /** Hotkeys, the one whose shard was read last first: its texts are asked for next. */
  #recent: string[] = [];
  /** What the others were asked for since the last {@link setPeers}. */
  readonly #asked = new Set<string>();

  constructor(options: FederatedStoreOptions) {
    this.#options = options;
  }

  get location(): string {
    return this.#options.own.location;
  }

  /**
   * Where peers keep their records now, by hotkey. A hotkey that is left out is looked for in one's own store.
   *
   * @returns when the stores that are not used any more are closed
   */
  async setPeers(urls: ReadonlyMap<string, string>): Promise<void> {
    const before = this.#peers;
    this.#peers = new Map();
    this.#asked.clear();
    for (const [hotkey, url] of urls) {
      const known = before.get(hotkey);
      const peer = known?.url === url ? known : this.#open(hotkey, url);
      if (peer !== undefined) this.#peers.set(hotkey, peer);
    }
    this.#recent = this.#recent.filter((hotkey) => this.#peers.has(hotkey));
    const unused = [...before].filter(([hotkey, peer]) => this.#peers.get(hotkey) !== peer);
    await Promise.all(unused.map(([, { store }]) => store.close()));
  }

  putOnce(key: string, bytes: Uint8Array): Promise<"created" | "exists"> {
    return this.#options.own.putOnce(key, bytes);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    for await (const bytes of this.copies(key)) return bytes;
    return undefined;
  }

  /** Every copy that can be had, the likeliest first: a reader that finds one broken takes the next. */
  async *copies(key: string): AsyncGenerator<Uint8Array> {
    const { own } = this.#options;
    const of = this.#peerOf(key);
    if (of !== undefined) {
      this.#recent = [of.hotkey, ...this.#recent.filter((hotkey) => hotkey !== of.hotkey)];
      const bytes = await this.#ask(of.hotkey, () => of.peer.store.get(key));
      if (bytes !== undefined) yield bytes;
    }
    const kept = await own.get(key);
    if (kept !== undefined) yield kept;
    const hotkey = SHARD_OF.exec(key)?.[1];
    // A shard that is not there will not be there a moment later; a text may be.
    if (hotkey !== undefined && (hotkey === this.#options.hotkey || !this.#mayAsk(key))) return;
    yield* this.#fromOthers(of?.hotkey, key);
  }

  async head(key: string): Promise<{ bytes: number } | undefined> {
    const of = this.#peerOf(key);
    // Whether something must be written is a question about one's own store.
    return of === undefined ? this.#options.own.head(key) : this.#ask(of.hotkey, () => of.peer.store.head(key));
  }

  async *list(prefix: string, after?: string): AsyncIterable<string> {
    const of = this.#peerOf(prefix);
    let last = after ?? "";
    if (of !== undefined) {
      const keys = of.peer.store.list(prefix, last)[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.#ask(of.hotkey, () => keys.next());
        if (next === undefined || next.done === true) break;
        yield (last = next.value);
      }
    }
    for await (const key of this.#options.own.list(prefix, last)) yield (last = key);
    const [, netuid, hotkey] = CHAIN.exec(prefix) ?? [];
    if (netuid === undefined || hotkey === undefined || hotkey === this.#options.hotkey || !this.#mayAsk(prefix))
      return;
    // The others keep chains without gaps: the first number that nobody has is the end.
    for (let seq = (seqOfShardKey(last) ?? -1) + 1; ; seq += 1) {
      const key = shardKey({ netuid: Number(netuid), hotkey, seq });
      let isThere = false;
      // Anybody may have announced an address, and answer anything there: only its owner's signature makes a shard.
      for await (const bytes of this.#fromOthers(of?.hotkey, key)) {
        isThere = isShardAt(bytes, { netuid: Number(netuid), hotkey, seq });
        if (isThere) break;
      }
      if (!isThere) return;
      yield key;
      // What was found once may be asked for again.
      this.#asked.delete(key);
    }
  }

  async close(): Promise<void> {
    await this.setPeers(new Map());
    await this.#options.own.close();
  }

  #open(hotkey: string, url: string): Peer | undefined {
    try {
      return { url, store: this.#options.open(url) };
    } catch (error) {
      this.#told(hotkey, error);
      return undefined;
    }
  }

  #peerOf(key: string): { hotkey: string; peer: Peer } | undefined {
    const hotkey = SHARD_OF.exec(key)?.[1];
    const peer = hotkey === undefined ? undefined : this.#peers.get(hotkey);
    return hotkey === undefined || peer === undefined ? undefined : { hotkey, peer };
  }

  async *#fromOthers(except: string | undefined, key: string): AsyncGenerator<Uint8Array> {
    const asked = new Set<string>();
    for (const hotkey of new Set([...this.#recent, ...this.#peers.keys()])) {
      const peer = this.#peers.get(hotkey);
      if (peer === undefined || hotkey === except || asked.has(peer.url)) continue;
      asked.add(peer.url);
      const found = await this.#ask(hotkey, () => peer.store.get(key));
      if (found !== undefined) yield found;
    }
  }

  #mayAsk(what: string): boolean {
    if (this.#asked.has(what)) return false;
    this.#asked.add(what);
    return true;
  }

  async #ask<T>(hotkey: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#told(hotkey, error);
      return undefined;
    }
  }

  #told(hotkey: string, error: unknown): void {
    if (!AffineError.isInstance(error) || error.code === "interrupted") throw error;
    this.#options.onTrouble(hotkey, error);
  }
}

function isShardAt(bytes: Uint8Array, place: { netuid: number; hotkey: string; seq: number }): boolean {
  try {
    decodeShard(bytes, { place });
    return true;
  } catch (error) {
    if (!AffineError.isInstance(error) || defectOf(error) === undefined) throw error;
    return false;
  }
}
