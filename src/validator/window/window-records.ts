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

type Asked = Pick<WindowRecord, "validator" | "env" | "hotkey" | "model" | "revision" | "commitBlock">;
type Said = Pick<WindowRecord, "outcome" | "score" | "reason">;

/** A record of which only what is its own is in it: who was asked where, and what was said, thousands have in common. */
class KeptRecord implements WindowRecord {
  readonly round: number;
  readonly block: number;
  readonly index: number;
  readonly challenge: string;
  readonly asked: Asked;
  readonly said: Said;

  constructor({ round, block, index, challenge }: RolloutRecord, asked: Asked, said: Said) {
    this.round = round;
    this.block = block;
    this.index = index;
    this.challenge = challenge;
    this.asked = asked;
    this.said = said;
  }

  get validator(): string {
    return this.asked.validator;
  }
  get env(): string {
    return this.asked.env;
  }
  get hotkey(): string {
    return this.asked.hotkey;
  }
  get model(): string {
    return this.asked.model;
  }
  get revision(): string {
    return this.asked.revision;
  }
  get commitBlock(): number {
    return this.asked.commitBlock;
  }
  get outcome(): WindowRecord["outcome"] {
    return this.said.outcome;
  }
  get score(): WindowRecord["score"] {
    return this.said.score;
  }
  get reason(): WindowRecord["reason"] {
    return this.said.reason;
  }
}

/** Records held at most, some 200 bytes each. */
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
  /** What records have in common, by its fields. */
  readonly #asked = new Map<string, Asked>();
  readonly #said = new Map<string, Said>();
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
    const { block } = record;
    const keys = this.#keysOf(block);
    const before = keys.size;
    if (keys.add(keyOf({ validator, hotkey: record.hotkey, challenge: record.challenge })).size === before) return;
    const kept = new KeptRecord(record, this.#askedOf(validator, record), this.#saidOf(record));
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

  #askedOf(validator: string, { env, hotkey, model, revision, commitBlock }: RolloutRecord): Asked {
    const key = `${validator} ${env} ${hotkey} ${commitBlock} ${revision} ${model}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked = { validator, env, hotkey, model, revision, commitBlock };
    this.#asked.set(key, asked);
    return asked;
  }

  #saidOf({ outcome, score, reason }: RolloutRecord): Said {
    const key = `${outcome} ${score} ${reason}`;
    const known = this.#said.get(key);
    if (known !== undefined) return known;
    const said = { outcome, score, reason };
    this.#said.set(key, said);
    return said;
  }

  #forgetOldest(): void {
    // A tenth at once, so that sorting is rare.
    const goal = Math.floor(this.#mostRecords * 0.9);
    // What nobody names any more must not stay.
    this.#asked.clear();
    this.#said.clear();
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
