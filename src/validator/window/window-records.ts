import type { RolloutRecord } from "../../record/index.ts";
import { RecordColumns, type WindowRecord } from "./record-columns.ts";

/** Records held at most. */
const MOST_RECORDS = 2_000_000;
/** Blocks whose keys are at hand; records come nearly in the order of their blocks. */
const MOST_KEYED_BLOCKS = 64;

/**
 * The newest rollout records of all validators by block, bounded; what is older is forgotten first. The first of a
 * validator on a key stands.
 */
export class WindowRecords {
  readonly #mostRecords: number;
  /** Rows of the columns by block, in the order in which they came. */
  #blocks = new Map<number, number[]>();
  #columns = new RecordColumns();
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
    const kept = { ...record, validator };
    const keys = this.#keysOf(record.block);
    const before = keys.size;
    if (keys.add(keyOf(kept)).size === before) return;
    this.#keep(kept);
    if (this.#size > this.#mostRecords) this.#forgetOldest();
  }

  /** Records of one block, in the order in which they came. */
  of(block: number): WindowRecord[] {
    return (this.#blocks.get(block) ?? []).map((row) => this.#columns.of(row));
  }

  /** The blocks from the first to the last that have records, in their order. */
  blocks(first: number, last: number): number[] {
    const within = [...this.#blocks.keys()].filter((block) => block >= first && block <= last);
    return within.sort((left, right) => left - right);
  }

  #keep(record: WindowRecord): void {
    const row = this.#columns.add(record);
    const others = this.#blocks.get(record.block);
    if (others === undefined) this.#blocks.set(record.block, [row]);
    else others.push(row);
    this.#size += 1;
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

  #forgetOldest(): void {
    // A tenth at once, so that it is rare; whatever stays is written anew, texts that nobody names any more are gone.
    const goal = Math.floor(this.#mostRecords * 0.9);
    const [rows, columns] = [this.#blocks, this.#columns];
    const staying = this.blocks(0, Infinity);
    // The newest block stays even when it alone is over the limit.
    while (this.#size > goal && staying.length > 1) {
      const oldest = staying.shift() ?? 0;
      this.#size -= rows.get(oldest)?.length ?? 0;
      this.#keys.delete(oldest);
      this.#completeFrom = oldest + 1;
    }
    this.#blocks = new Map();
    this.#columns = new RecordColumns();
    this.#size = 0;
    for (const block of staying) for (const row of rows.get(block) ?? []) this.#keep(columns.of(row));
  }
}

function keyOf({ validator, hotkey, challenge }: WindowRecord): string {
  return `${validator}/${hotkey}/${challenge}`;
}
