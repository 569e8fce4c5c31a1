import { hash } from "node:crypto";

interface Entry {
  /** Digest of the record's canonical JSON. */
  digest: string;
  block: number;
  /** Until the record is on the disk. */
  durable: Promise<void> | undefined;
}

const FORGET_EVERY = 4096;

/**
 * The keys of a chain's records, so that no key is recorded twice. Bounded: keys of records more than `rememberBlocks`
 * behind the newest are forgotten, and records that old refused.
 */
export class RecordKeys {
  readonly #entries = new Map<string, Entry>();
  readonly #rememberBlocks: number;
  #newestBlock = -1;
  #sinceForgetting = 0;

  constructor(rememberBlocks: number) {
    this.#rememberBlocks = rememberBlocks;
  }

  get newestBlock(): number {
    return this.#newestBlock;
  }

  /** Lowest block whose keys are remembered. */
  get oldestBlock(): number {
    return Math.max(0, this.#newestBlock - this.#rememberBlocks);
  }

  /** What is known under a key. */
  get(key: string): { sameAs: (json: string) => boolean; durable: Promise<void> | undefined } | undefined {
    const entry = this.#entries.get(digestOf(key));
    return entry && { sameAs: (json) => digestOf(json) === entry.digest, durable: entry.durable };
  }

  /** Remembers a key; it is taken from now on, and given back when `durable` fails. */
  add(record: { key: string; json: string; block: number }, durable?: Promise<void>): void {
    const key = digestOf(record.key);
    const entry: Entry = { digest: digestOf(record.json), block: record.block, durable };
    this.#entries.set(key, entry);
    this.#newestBlock = Math.max(this.#newestBlock, record.block);
    this.#forget();
    durable?.then(
      () => {
        entry.durable = undefined;
      },
      () => {
        this.#entries.delete(key);
      },
    );
  }

  #forget(): void {
    this.#sinceForgetting += 1;
    if (this.#sinceForgetting < FORGET_EVERY) return;
    this.#sinceForgetting = 0;
    for (const [key, entry] of this.#entries) {
      if (entry.block < this.oldestBlock && entry.durable === undefined) this.#entries.delete(key);
    }
  }
}

/** 128 bits in 22 characters. */
function digestOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 22);
}
