import { hash } from "node:crypto";
import { recordJson, recordKey, type ShardRecord } from "../../record/index.ts";
import type { Findings } from "../findings.ts";

/** Looks for records of one validator that are about the same thing. */
export class RecordKeys {
  readonly #validator: string;
  readonly #findings: Findings;
  /** Digest of the key: digest of the record and its place. */
  readonly #seen = new Map<string, string>();

  constructor(validator: string, findings: Findings) {
    this.#validator = validator;
    this.#findings = findings;
  }

  add(record: ShardRecord, place: string): void {
    const key = recordKey(record);
    const id = digest(key);
    const text = digest(recordJson(record));
    const before = this.#seen.get(id);
    if (before === undefined) {
      this.#seen.set(id, `${text} ${place}`);
      return;
    }
    const isSame = before.startsWith(`${text} `);
    this.#findings.deviate({
      code: isSame ? "repeated_record" : "doubled_record",
      validator: this.#validator,
      record: place,
      block: record.block,
      round: record.kind === "rollout" ? record.round : null,
      message: isSame ? "the same record stands in another place too" : "another record is about the same",
      evidence: { key, other: before.slice(text.length + 1) },
    });
  }
}

/** 128 bits in 22 characters. */
function digest(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 22);
}
