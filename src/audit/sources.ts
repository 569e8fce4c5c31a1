import type { ChainFacts } from "./chain-facts.ts";
import { AffineError } from "../core/index.ts";
import { announcedUrl } from "../record/index.ts";
import { HttpStore, type Store } from "../store/index.ts";
import { again } from "./chain-facts.ts";
import type { Findings } from "./findings.ts";

/** A validator to look at, and where its records are. */
export interface Source {
  readonly hotkey: string;
  readonly stores: readonly Store[];
}

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
 * Whose records are to be looked at: validators with a permit, those named by the caller, and those that a folder holds
 * records of. Where: the stores given, else what each announced on chain, else the data folder.
 */
export async function findSources(options: SourceOptions, findings: Findings): Promise<Source[]> {
  const { netuid, facts, home, validators } = options;
  const given = options.stores.length > 0 ? options.stores : home === null ? [] : [home];
  const announced =
    options.stores.length > 0 || facts === null ? new Map<string, string>() : await announcements(facts);
  const permitted = facts?.metagraph.neurons.filter((neuron) => neuron.validatorPermit) ?? [];
  const found = (await Promise.all(given.map((store) => hotkeysIn(store, netuid)))).flat();
  const hotkeys = new Set([...permitted.map(({ hotkey }) => hotkey), ...validators, ...found]);
  const opened = new Map<string, Store>();
  return [...hotkeys].sort().map((hotkey) => {
    const url = announced.get(hotkey);
    if (url === undefined) return { hotkey, stores: given };
    try {
      const store = opened.get(url) ?? openAnnounced(url, options);
      opened.set(url, store);
      return { hotkey, stores: [store] };
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      findings.trouble(error);
      return { hotkey, stores: [] };
    }
  });
}

function openAnnounced(url: string, { allowPrivate, signal }: SourceOptions): Store {
  return HttpStore.open(url, { publicOnly: !allowPrivate, ...(signal === undefined ? {} : { signal }) });
}

async function announcements({ chain, netuid, head }: ChainFacts): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (const [hotkey, { text }] of await again(() => chain.commitments(netuid, head))) {
    const url = announcedUrl(text);
    if (url !== undefined) urls.set(hotkey, url);
  }
  return urls;
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
