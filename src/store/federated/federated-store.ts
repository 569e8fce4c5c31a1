import { AffineError } from "../../core/index.ts";
import type { Store } from "../store.ts";

export interface FederatedStoreOptions {
  /** One's own records, transcripts and documents: the only store that is written to. */
  readonly own: Store;
  /** Opens a peer's store. @throws AffineError for an address that is not to be used. */
  readonly open: (url: string) => Store;
  /** Told when a peer's store cannot be read; the others are read all the same. */
  readonly onTrouble: (hotkey: string, error: AffineError) => void;
}

interface Peer {
  readonly url: string;
  readonly store: Store;
}

const SHARD_OF = /^records\/(?:0|[1-9][0-9]{0,4})\/([1-9A-HJ-NP-Za-km-z]{46,50})\//;

/**
 * Records where their validators keep them, as one store: a peer's shards come from the address that it announced, and
 * what is found by its hash (transcripts, documents) from whoever has it. A peer that cannot be read has nothing new:
 * it holds nobody up, and what it owes is late.
 */
export class FederatedStore implements Store {
  readonly #options: FederatedStoreOptions;
  #peers = new Map<string, Peer>();
  /** Hotkeys, the one whose shard was read last first: its texts are asked for next. */
  #recent: string[] = [];

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
    const of = this.#peerOf(key);
    if (of !== undefined) {
      this.#recent = [of.hotkey, ...this.#recent.filter((hotkey) => hotkey !== of.hotkey)];
      return this.#ask(of.hotkey, () => of.peer.store.get(key));
    }
    const own = await this.#options.own.get(key);
    if (own !== undefined || SHARD_OF.test(key)) return own;
    return this.#askAll((store) => store.get(key));
  }

  async head(key: string): Promise<{ bytes: number } | undefined> {
    const of = this.#peerOf(key);
    // Whether something must be written is a question about one's own store.
    return of === undefined ? this.#options.own.head(key) : this.#ask(of.hotkey, () => of.peer.store.head(key));
  }

  async *list(prefix: string, after?: string): AsyncIterable<string> {
    const of = this.#peerOf(prefix);
    if (of === undefined) {
      yield* this.#options.own.list(prefix, after);
      return;
    }
    const keys = of.peer.store.list(prefix, after)[Symbol.asyncIterator]();
    for (;;) {
      const next = await this.#ask(of.hotkey, () => keys.next());
      if (next === undefined || next.done === true) return;
      yield next.value;
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

  async #askAll<T>(read: (store: Store) => Promise<T | undefined>): Promise<T | undefined> {
    const order = new Set([...this.#recent, ...this.#peers.keys()]);
    const asked = new Set<string>();
    for (const hotkey of order) {
      const peer = this.#peers.get(hotkey);
      if (peer === undefined || asked.has(peer.url)) continue;
      asked.add(peer.url);
      const found = await this.#ask(hotkey, () => read(peer.store));
      if (found !== undefined) return found;
    }
    return undefined;
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
