import { recordKey, type RolloutRecord } from "../record/index.ts";
import type { RecordProof } from "./shard-reader.ts";

/** A rollout record with who signed it. */
export interface IndexedRecord {
  validator: string;
  record: RolloutRecord;
  /** `null` while it is in no shard yet: an own record that waits to be sealed. */
  proof: RecordProof | null;
}

/** The newest rollout records of all validators by block, bounded; what is older is forgotten first. */
export class RecordIndex {
  readonly #mostRecords: number;
  readonly #blocks = new Map<number, Map<string, IndexedRecord>>();
  #size = 0;
  #completeFrom = 0;

  /** @param mostRecords Default: 500,000, about 300 MB. */
  constructor({ mostRecords = 500_000 }: { mostRecords?: number } = {}) {
    this.#mostRecords = mostRecords;
  }

  get size(): number {
    return this.#size;
  }

  /** Of records before this block some were forgotten. */
  get completeFrom(): number {
    return this.#completeFrom;
  }

  /** Adds a record. The first of a validator on a key stands; it gets the proof of a later, equal one. */
  add({ validator, record, proof }: IndexedRecord): void {
    if (record.block < this.#completeFrom) return;
    let block = this.#blocks.get(record.block);
    if (block === undefined) {
      block = new Map();
      this.#blocks.set(record.block, block);
    }
    const id = `${validator}/${recordKey(record)}`;
    const known = block.get(id);
    if (known !== undefined) {
      known.proof ??= proof;
      return;
    }
    block.set(id, { validator, record, proof });
    this.#size += 1;
    if (this.#size > this.#mostRecords) this.#forgetOldest();
  }

  /** Records of one block, in the order in which they came. */
  recordsOf(block: number): IndexedRecord[] {
    return [...(this.#blocks.get(block)?.values() ?? [])];
  }

  /** Records of this block and later, by block, and inside a block in the order in which they came. */
  recordsSince(firstBlock: number): IndexedRecord[] {
    const blocks = [...this.#blocks.keys()].filter((block) => block >= firstBlock).sort((left, right) => left - right);
    return blocks.flatMap((block) => [...(this.#blocks.get(block)?.values() ?? [])]);
  }

  #forgetOldest(): void {
    // A tenth at once, so that sorting is rare.
    const goal = Math.floor(this.#mostRecords * 0.9);
    for (const block of [...this.#blocks.keys()].sort((left, right) => left - right)) {
      // The newest block stays even when it alone is over the limit.
      if (this.#size <= goal || this.#blocks.size === 1) return;
      this.#size -= this.#blocks.get(block)?.size ?? 0;
      this.#blocks.delete(block);
      this.#completeFrom = block + 1;
    }
  }
}
