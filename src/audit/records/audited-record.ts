import type { RolloutRecord } from "../../record/index.ts";
import type { Deviation, DeviationCode, Evidence } from "../deviation.ts";

/** A rollout of a verified shard, and where it stands. */
export interface AuditedRecord {
  readonly validator: string;
  readonly record: RolloutRecord;
  /** `<key of the shard>#<line>`. */
  readonly place: string;
}

/** A deviation of a record. */
export function recordDeviation(
  { validator, record, place }: AuditedRecord,
  code: DeviationCode,
  message: string,
  evidence: Evidence = {},
): Deviation {
  return {
    code,
    validator,
    record: place,
    block: record.block,
    round: record.round,
    message,
    evidence: { miner: record.hotkey, challenge: record.challenge, ...evidence },
  };
}
