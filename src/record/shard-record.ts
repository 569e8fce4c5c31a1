import { z } from "zod";
import { type RolloutRecord, rolloutRecordSchema } from "./rollout-record.ts";

/** One line of a shard. A new kind is added here and to {@link KEY_OF}; readers refuse kinds that they do not know. */
export const shardRecordSchema = z.discriminatedUnion("kind", [rolloutRecordSchema]);
export type ShardRecord = z.infer<typeof shardRecordSchema>;
export type ShardRecordKind = ShardRecord["kind"];

const KEY_OF: { [K in ShardRecordKind]: (record: Extract<ShardRecord, { kind: K }>) => string } = {
  rollout: rolloutKey,
};

/**
 * What a record is about. A validator signs at most one record a key: for a rollout, one verdict on one miner's answer
 * to one question.
 */
export function recordKey(record: ShardRecord): string {
  return KEY_OF[record.kind](record);
}

/** The key of a rollout, before there is one. */
export function rolloutKey(rollout: Pick<RolloutRecord, "challenge" | "hotkey">): string {
  // An address holds no slash, so that no two pairs share a key.
  return `rollout/${rollout.hotkey}/${rollout.challenge}`;
}

/** The order of records inside a shard: by block, then by key (UTF-16 code units). 0 only for the same place. */
export function comparePlaces(left: { block: number; key: string }, right: { block: number; key: string }): number {
  if (left.block !== right.block) return left.block - right.block;
  if (left.key === right.key) return 0;
  return left.key < right.key ? -1 : 1;
}
