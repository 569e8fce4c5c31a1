import { kinds, need } from "../core/index.ts";
import { z } from "zod";
import { chainRecordSchema } from "./chain-record.ts";
import { decisionRecordSchema } from "./decision-record.ts";
import { disputeRecordSchema } from "./dispute-record.ts";
import { findingRecordSchema } from "./finding-record.ts";
import { heartbeatRecordSchema } from "./heartbeat-record.ts";
import { type RolloutRecord, rolloutRecordSchema } from "./rollout-record.ts";

/** One line of a shard. A new kind is added here and to {@link KEY_OF}; readers refuse kinds that they do not know. */
export const shardRecordSchema = z.discriminatedUnion("kind", [
  rolloutRecordSchema,
  chainRecordSchema,
  findingRecordSchema,
  disputeRecordSchema,
  decisionRecordSchema,
  heartbeatRecordSchema,
]);
export type ShardRecord = z.infer<typeof shardRecordSchema>;
export type ShardRecordKind = ShardRecord["kind"];

const KEY_OF: { [K in ShardRecordKind]: (record: Extract<ShardRecord, { kind: K }>) => string } = {
  rollout: rolloutKey,
  chain: ({ block }) => `chain/${block}`,
  finding: ({ subject, block }) => `finding/${subject}/${block}`,
  dispute: ({ validator, seq, hotkey, challenge }) => `dispute/${validator}/${seq}/${hotkey}/${challenge}`,
  decision: ({ block }) => `decision/${block}`,
  heartbeat: ({ block }) => `heartbeat/${block}`,
};

const recordKind = kinds.shape({ kind: kinds.oneOf(Object.keys(KEY_OF)) });
const rolloutKind = kinds.shape({ hotkey: kinds.text, challenge: kinds.text });

/**
 * What a record is about. A validator signs at most one record a key: for a rollout, one verdict on one miner's answer
 * to one question.
 *
 * @throws AffineError `invalid_input` for what is no record.
 */
export function recordKey(record: ShardRecord): string {
  need(recordKind, record, "recordKey", "a record");
  return (KEY_OF[record.kind] as (record: ShardRecord) => string)(record);
}

/** The key of a rollout, before there is one. */
export function rolloutKey(rollout: Pick<RolloutRecord, "challenge" | "hotkey">): string {
  need(rolloutKind, rollout, "rolloutKey", "a rollout, or its { hotkey, challenge }");
  // An address holds no slash, so that no two pairs share a key.
  return `rollout/${rollout.hotkey}/${rollout.challenge}`;
}

/** The order of records inside a shard: by block, then by key (UTF-16 code units). 0 only for the same place. */
export function comparePlaces(left: { block: number; key: string }, right: { block: number; key: string }): number {
  if (left.block !== right.block) return left.block - right.block;
  if (left.key === right.key) return 0;
  return left.key < right.key ? -1 : 1;
}

/** The hash of the object that a record names and that is stored beside it, and its kind; `null` when it names none. */
export function attachmentOf(record: ShardRecord): { kind: "transcript" | "document"; hash: string } | null {
  switch (record.kind) {
    case "rollout":
      return record.transcript === null ? null : { kind: "transcript", hash: record.transcript };
    case "chain":
      return { kind: "document", hash: record.roster };
    case "decision":
      return { kind: "document", hash: record.evidence };
    case "finding":
    case "dispute":
    case "heartbeat":
      return null;
  }
}
