import type { BlockRef, Chain } from "../chain/chain.ts";
import { errorMessage, type AffineError } from "../core/index.ts";
import { announcedUrl, announcementText } from "../record/index.ts";
import type { Signer } from "../signer/index.ts";
import { FederatedStore, type Store } from "../store/index.ts";
import type { Logger } from "../telemetry/index.ts";

export interface RecordsDirectoryOptions {
  readonly chain: Pick<Chain, "commitments">;
  readonly signer: Pick<Signer, "address" | "announce">;
  readonly netuid: number;
  readonly own: Store;
  /** Opens the store at an address that a peer announced. */
  readonly open: (url: string) => Store;
  /** Where the world finds our records; not announced when left out. */
  readonly publicUrl?: string;
  readonly log: Logger;
}

/** Blocks between two looks at what the others announce. */
const EVERY_BLOCKS = 25;

/** Knows from the chain where each validator keeps its records, and says there where ours are. */
export class RecordsDirectory {
  readonly store: FederatedStore;
  readonly #options: RecordsDirectoryOptions;
  readonly #silent = new Set<string>();
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(options: RecordsDirectoryOptions) {
    this.#options = options;
    const { own, open, signer } = options;
    this.store = new FederatedStore({
      own,
      open,
      hotkey: signer.address,
      onTrouble: (hotkey, error) => this.#trouble(hotkey, error),
    });
  }

  /** To be called with every block; looks at the chain every {@link EVERY_BLOCKS} of them. Failures are tried again. */
  follow(head: BlockRef): Promise<void> {
    if (head.number >= this.#readAt + EVERY_BLOCKS) {
      this.#reading ??= this.#read(head).finally(() => (this.#reading = undefined));
    }
    return this.#reading ?? Promise.resolve();
  }

  async #read(head: BlockRef): Promise<void> {
    const { chain, signer, netuid, publicUrl, log } = this.#options;
    try {
      const commitments = await chain.commitments(netuid, head);
      const urls = new Map<string, string>();
      for (const [hotkey, { text }] of commitments) {
        const url = announcedUrl(text);
        if (url !== undefined && hotkey !== signer.address) urls.set(hotkey, url);
      }
      this.#silent.clear();
      await this.store.setPeers(urls);
      this.#readAt = head.number;
      const announced = commitments.get(signer.address)?.text;
      if (publicUrl === undefined || announcedUrl(announced ?? "") === publicUrl) return;
      await signer.announce(announcementText({ records: publicUrl }));
      log.info({ url: publicUrl }, "announced where the records are");
    } catch (error) {
      log.warn({ err: error }, `who keeps records where is not known or not announced yet: ${errorMessage(error)}`);
    }
  }

  /** Once a peer between two looks: a validator that is down is its own operator's matter. */
  #trouble(hotkey: string, error: AffineError): void {
    if (this.#silent.has(hotkey)) return;
    this.#silent.add(hotkey);
    this.#options.log.warn({ hotkey, code: error.code }, `a validator's records cannot be read: ${error.message}`);
  }
}
