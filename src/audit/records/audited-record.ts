import type { RolloutRecord } from "../../record/index.ts";
import type { Deviation, DeviationCode, Evidence } from "../deviation.ts";

/** A rollout of a verified shard, and where it stands. */
export interface AuditedRecord {
  readonly validator: string;
  readonly record: RolloutRecord;
  /** Number and key of the shard. */
  readonly seq: number;
  readonly key: string;
  /** Place among the shard's records, from 0. */
  readonly index: number;
}

/** `<key of the shard>#<line>`; the header is line 1. */
export function placeOf({ key, index }: Pick<AuditedRecord, "key" | "index">): string {
  return `${key}#${index + 2}`;
}

/** A deviation of a record. */
export function recordDeviation(
  audited: AuditedRecord,
  code: DeviationCode,
  message: string,
  evidence: Evidence = {},
): Deviation {
  const { validator, record } = audited;
  return {
    code,
    validator,
    record: placeOf(audited),
    block: record.block,
    round: record.round,
    message,
    evidence: { miner: record.hotkey, challenge: record.challenge, ...evidence },
  };
}
