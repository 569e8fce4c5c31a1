import { canonicalJson, kinds, need } from "../core/index.ts";
import { chainRecordSchema } from "./chain-record.ts";
import { decisionRecordSchema } from "./decision-record.ts";
import { disputeRecordSchema } from "./dispute-record.ts";
import { findingRecordSchema } from "./finding-record.ts";
import { heartbeatRecordSchema } from "./heartbeat-record.ts";
import { rolloutRecordSchema } from "./rollout-record.ts";
import type { ShardRecord, ShardRecordKind } from "./shard-record.ts";

/** Fields of each kind in canonical order. */
const FIELDS: { [K in ShardRecordKind]: readonly string[] } = {
  rollout: Object.keys(rolloutRecordSchema.shape).sort(),
  chain: Object.keys(chainRecordSchema.shape).sort(),
  finding: Object.keys(findingRecordSchema.shape).sort(),
  dispute: Object.keys(disputeRecordSchema.shape).sort(),
  decision: Object.keys(decisionRecordSchema.shape).sort(),
  heartbeat: Object.keys(heartbeatRecordSchema.shape).sort(),
};

const recordKind = kinds.shape({ kind: kinds.oneOf(Object.keys(FIELDS)) });

/**
 * A record's line: exactly `canonicalJson(record)`, several times faster for the flat records that there are.
 *
 * @throws AffineError `record_invalid` for what has no canonical form, `invalid_input` for what is no record.
 */
export function recordJson(record: ShardRecord): string {
  need(recordKind, record, "recordJson", "a record");
  const fields = FIELDS[record.kind];
  const values: Readonly<Record<string, unknown>> = record;
  if (Object.keys(values).length !== fields.length) return canonicalJson(record);
  const sorted: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field];
    if (typeof value !== "string" && value !== null && !Number.isSafeInteger(value)) return canonicalJson(record);
    sorted[field] = value;
  }
  const json = JSON.stringify(sorted);
  // Either a lone surrogate, which canonicalJson refuses, or the harmless text of one.
  return json.includes("\\ud") ? canonicalJson(record) : json;
}
