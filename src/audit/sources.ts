import type { ChainFacts } from "./chain-facts.ts";
import { AffineError } from "../core/index.ts";
import { HttpStore, type Store } from "../store/index.ts";
import { parseAnnouncement, type AnnouncedHead } from "../record/index.ts";
import { again } from "./chain-facts.ts";
import type { Findings } from "./findings.ts";

export interface SourceOptions {
  readonly netuid: number;
  readonly facts: ChainFacts | null;
  /** Stores for all validators, instead of what they announce. */
  readonly stores: readonly Store[];
  /** Where records are looked for that nobody announced: the data folder of a network on this machine. */
  readonly home: Store | null;
  /** Validators besides those with a permit. */
  readonly validators: readonly string[];
  /** Whether an announced URL may lead to this machine or its neighbours. */
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Where validators' records are: the stores given, else what each announced on chain, else the data folder.
 *
 * @example
 * const sources = await Sources.find(options, findings);
 * for (const hotkey of sources.hotkeys) read(hotkey, sources.storesOf(hotkey));
 */
export class Sources {
  /** Validators with a permit, those named by the caller, and those that a folder holds records of. */
  readonly hotkeys: readonly string[];
  /** The newest shard of each, as it said on chain. */
  readonly heads: ReadonlyMap<string, AnnouncedHead>;
  readonly #options: SourceOptions;
  readonly #findings: Findings;
  readonly #given: readonly Store[];
  readonly #announced: ReadonlyMap<string, string>;
  readonly #opened = new Map<string, Store | null>();

  private constructor(
    options: SourceOptions,
    findings: Findings,
    found: { hotkeys: readonly string[]; given: readonly Store[] } & Announced,
  ) {
    this.#options = options;
    this.#findings = findings;
    this.hotkeys = found.hotkeys;
    this.#given = found.given;
    this.#announced = found.urls;
    this.heads = found.heads;
  }

  static async find(options: SourceOptions, findings: Findings): Promise<Sources> {
    const { netuid, facts, home, validators, stores } = options;
    const given = stores.length > 0 ? stores : home === null ? [] : [home];
    const { urls, heads } =
      facts === null ? { urls: new Map<string, string>(), heads: new Map() } : await announcements(facts);
    const permitted = facts?.metagraph.neurons.filter((neuron) => neuron.validatorPermit) ?? [];
    const found = (await Promise.all(given.map((store) => hotkeysIn(store, netuid)))).flat();
    const hotkeys = new Set([...permitted.map(({ hotkey }) => hotkey), ...validators, ...found]);
    // Stores that the caller names come first; what a validator said must be there is looked for in them too.
    const announced = { urls: stores.length > 0 ? new Map<string, string>() : urls, heads };
    return new Sources(options, findings, { hotkeys: [...hotkeys].sort(), given, ...announced });
  }

  /** A URL that cannot be opened is a trouble of the audit. */
  storesOf(hotkey: string): readonly Store[] {
    const url = this.#announced.get(hotkey);
    // Of one that left, the others keep what they witnessed.
    if (url === undefined) return this.#given.length > 0 ? this.#given : this.#mirrors();
    return this.#at(url);
  }

  #mirrors(): readonly Store[] {
    return [...new Set(this.#announced.values())].flatMap((url) => this.#at(url));
  }

  #at(url: string): readonly Store[] {
    let store = this.#opened.get(url);
    if (store === undefined) this.#opened.set(url, (store = this.#open(url)));
    return store === null ? [] : [store];
  }

  /** Closes what was opened here. */
  async close(): Promise<void> {
    for (const store of this.#opened.values()) await store?.close();
  }

  #open(url: string): Store | null {
    const { allowPrivate, signal } = this.#options;
    try {
      return HttpStore.open(url, { publicOnly: !allowPrivate, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      this.#findings.trouble(error);
      return null;
    }
  }
}

interface Announced {
  readonly urls: ReadonlyMap<string, string>;
  readonly heads: ReadonlyMap<string, AnnouncedHead>;
}

async function announcements({ chain, netuid, head }: ChainFacts): Promise<Announced> {
  const urls = new Map<string, string>();
  const heads = new Map<string, AnnouncedHead>();
  for (const [hotkey, { text }] of await again(() => chain.commitments(netuid, head))) {
    const { records, head: newest } = parseAnnouncement(text) ?? {};
    // A folder is its owner's own: what a stranger announces is opened over HTTP only.
    if (records !== undefined && /^https?:/i.test(records)) urls.set(hotkey, records);
    if (newest !== undefined) heads.set(hotkey, newest);
  }
  return { urls, heads };
}

/** Hotkeys with records in a folder; a URL cannot say. */
async function hotkeysIn(store: Store, netuid: number): Promise<string[]> {
  if (store instanceof HttpStore) return [];
  const hotkeys: string[] = [];
  const prefix = `records/${netuid}/`;
  for (let after = ""; ;) {
    const key = await firstKey(store, prefix, after);
    const hotkey = key?.slice(prefix.length).split("/")[0];
    if (key === undefined || hotkey === undefined) return hotkeys;
    if (/^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(hotkey)) hotkeys.push(hotkey);
    // "0" is the character behind "/": everything below this hotkey is passed over.
    after = key.slice(0, prefix.length) + hotkey + "0";
  }
}

async function firstKey(store: Store, prefix: string, after: string): Promise<string | undefined> {
  for await (const key of store.list(prefix, after)) return key;
  return undefined;
}
