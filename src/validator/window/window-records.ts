import type { RolloutRecord } from "../../record/index.ts";

/** What a window keeps of a record: what decides and what is shown. */
export type WindowRecord = { readonly validator: string } & Readonly<
  Pick<
    RolloutRecord,
    | "round"
    | "block"
    | "index"
    | "env"
    | "challenge"
    | "hotkey"
    | "model"
    | "revision"
    | "commitBlock"
    | "outcome"
    | "score"
    | "reason"
  >
>;

/** Records held at most, some 300 bytes each. */
const MOST_RECORDS = 2_000_000;
/** Blocks whose keys are at hand; records come nearly in the order of their blocks. */
const MOST_KEYED_BLOCKS = 64;

/**
 * The newest rollout records of all validators by block, bounded; what is older is forgotten first. The first of a
 * validator on a key stands.
 */
export class WindowRecords {
  readonly #mostRecords: number;
  readonly #blocks = new Map<number, WindowRecord[]>();
  /** Each text once: a model's name stands in thousands of records. */
  readonly #texts = new Map<string, string>();
  /** Keys of the records of some blocks, for finding what is there already. */
  readonly #keys = new Map<number, Set<string>>();
  #size = 0;
  #completeFrom = 0;

  constructor({ mostRecords = MOST_RECORDS }: { readonly mostRecords?: number } = {}) {
    this.#mostRecords = mostRecords;
  }

  get size(): number {
    return this.#size;
  }

  /** Of records before this block some were forgotten. */
  get completeFrom(): number {
    return this.#completeFrom;
  }

  add(validator: string, record: RolloutRecord): void {
    if (record.block < this.#completeFrom) return;
    const { round, block, index, challenge, commitBlock, outcome, score } = record;
    const keys = this.#keysOf(block);
    const before = keys.size;
    if (keys.add(keyOf({ validator, hotkey: record.hotkey, challenge })).size === before) return;
    const kept: WindowRecord = {
      validator: this.#once(validator),
      ...{ round, block, index, challenge, commitBlock, outcome, score },
      env: this.#once(record.env),
      hotkey: this.#once(record.hotkey),
      model: this.#once(record.model),
      revision: this.#once(record.revision),
      reason: this.#once(record.reason),
    };
    const others = this.#blocks.get(block);
    if (others === undefined) this.#blocks.set(block, [kept]);
    else others.push(kept);
    this.#size += 1;
    if (this.#size > this.#mostRecords) this.#forgetOldest();
  }

  /** Records of one block, in the order in which they came. */
  of(block: number): readonly WindowRecord[] {
    return this.#blocks.get(block) ?? [];
  }

  /** The blocks from the first to the last that have records, in their order. */
  blocks(first: number, last: number): number[] {
    const within = [...this.#blocks.keys()].filter((block) => block >= first && block <= last);
    return within.sort((left, right) => left - right);
  }

  #keysOf(block: number): Set<string> {
    const known = this.#keys.get(block);
    if (known !== undefined) return known;
    const keys = new Set(this.of(block).map(keyOf));
    const [oldest] = this.#keys.keys();
    if (oldest !== undefined && this.#keys.size >= MOST_KEYED_BLOCKS) this.#keys.delete(oldest);
    this.#keys.set(block, keys);
    return keys;
  }

  #once(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  #forgetOldest(): void {
    // A tenth at once, so that sorting is rare.
    const goal = Math.floor(this.#mostRecords * 0.9);
    // What nobody names any more must not stay.
    this.#texts.clear();
    for (const block of this.blocks(0, Infinity)) {
      // The newest block stays even when it alone is over the limit.
      if (this.#size <= goal || this.#blocks.size === 1) return;
      this.#size -= this.of(block).length;
      this.#blocks.delete(block);
      this.#keys.delete(block);
      this.#completeFrom = block + 1;
    }
  }
}

function keyOf({ validator, hotkey, challenge }: Pick<WindowRecord, "validator" | "hotkey" | "challenge">): string {
  return `${validator}/${hotkey}/${challenge}`;
}
