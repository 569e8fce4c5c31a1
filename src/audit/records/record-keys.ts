import { hash } from "node:crypto";
import { recordJson, recordKey, type ShardRecord } from "../../record/index.ts";
import type { Findings } from "../findings.ts";
import { placeOf } from "./audited-record.ts";

/** Blocks behind its newest record that a validator's own log still takes a record for (src/store/log). */
const REMEMBERED_BLOCKS = 21_600;
const FORGET_EVERY = 4_096;

/** A record and where it stands. */
interface Seen {
  readonly block: number;
  /** 104 bits of its digest in two numbers, smaller than a text: nobody finds two records that share them. */
  readonly text: number;
  readonly moreText: number;
  readonly shard: string;
  /** Line, from 0. */
  readonly index: number;
}

/**
 * Looks for records of one validator that are about the same thing. What is so far behind its newest record that its
 * own log would refuse another is forgotten: a record that comes later than that is too late in any case.
 */
export class RecordKeys {
  readonly #validator: string;
  readonly #findings: Findings;
  /** By digest of the key. A hundred bytes or so each: there may be a million of them. */
  readonly #seen = new Map<string, Seen>();
  #newestBlock = 0;
  #sinceForgetting = 0;

  constructor(validator: string, findings: Findings) {
    this.#validator = validator;
    this.#findings = findings;
  }

  add(record: ShardRecord, at: { readonly key: string; readonly index: number }): void {
    const key = recordKey(record);
    const id = hash("sha256", key, "base64url").slice(0, 22);
    const digest = hash("sha256", recordJson(record));
    const [text, moreText] = [parseInt(digest.slice(0, 13), 16), parseInt(digest.slice(13, 26), 16)];
    this.#newestBlock = Math.max(this.#newestBlock, record.block);
    if (record.block < this.#newestBlock - REMEMBERED_BLOCKS) this.#tooLate(record, placeOf(at));
    const before = this.#seen.get(id);
    if (before === undefined) {
      this.#seen.set(id, { block: record.block, text, moreText, shard: at.key, index: at.index });
      this.#forget();
      return;
    }
    const isSame = before.text === text && before.moreText === moreText;
    this.#findings.deviate({
      code: isSame ? "repeated_record" : "doubled_record",
      validator: this.#validator,
      record: placeOf(at),
      block: record.block,
      round: record.kind === "rollout" ? record.round : null,
      message: isSame ? "the same record stands in another place too" : "another record is about the same",
      evidence: { key, other: placeOf({ key: before.shard, index: before.index }) },
    });
  }

  #tooLate(record: ShardRecord, place: string): void {
    this.#findings.deviate({
      code: "late_record",
      validator: this.#validator,
      record: place,
      block: record.block,
      round: record.kind === "rollout" ? record.round : null,
      message: `it is more than ${REMEMBERED_BLOCKS} blocks behind a record before it`,
      evidence: { newestBlockBefore: this.#newestBlock },
    });
  }

  #forget(): void {
    this.#sinceForgetting += 1;
    if (this.#sinceForgetting < FORGET_EVERY) return;
    this.#sinceForgetting = 0;
    for (const [id, { block }] of this.#seen) {
      if (block < this.#newestBlock - REMEMBERED_BLOCKS) this.#seen.delete(id);
    }
  }
}
