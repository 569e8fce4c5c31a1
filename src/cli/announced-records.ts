import { resolve } from "node:path";
import type { Chain } from "../chain/index.ts";
import type { NetworkChoice } from "../config/index.ts";
import type { AffineError, Closing } from "../core/index.ts";
import { announcedUrl } from "../record/index.ts";
import { FederatedStore, FsStore, HttpStore } from "../store/index.ts";

/** The records of the data folder, and those of all validators where they announced them on chain. */
export interface AnnouncedRecords {
  readonly store: FederatedStore;
  /** Addresses, by hotkey. */
  readonly urls: ReadonlyMap<string, string>;
}

/**
 * Opens what validators announced on chain for reading.
 *
 * @param about `onTrouble`: told of records that cannot be read; the rest is
 * @throws AffineError of the chain
 */
export async function openAnnouncedRecords(
  chain: Chain,
  network: NetworkChoice,
  about: {
    readonly closing: Closing;
    readonly signal: AbortSignal;
    readonly onTrouble: (hotkey: string, error: AffineError) => void;
  },
): Promise<AnnouncedRecords> {
  const own = await FsStore.open(resolve(network.home), { readOnly: true });
  const store = new FederatedStore({
    own,
    // An address that a stranger announced must not lead into this machine or its neighbourhood.
    open: (url) => HttpStore.open(url, { publicOnly: !network.allowEndpoints, signal: about.signal }),
    onTrouble: about.onTrouble,
  });
  about.closing.add(() => store.close());
  const urls = new Map<string, string>();
  for (const [hotkey, { text }] of await chain.commitments(network.netuid)) {
    const url = announcedUrl(text);
    if (url !== undefined) urls.set(hotkey, url);
  }
  await store.setPeers(urls);
  return { store, urls };
}
