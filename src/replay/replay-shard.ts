import type { RolloutRecord, ShardRecord, SignedShardHeader } from "../record/index.ts";

/** A verified shard: signature, body, canonical form. Whether its answers are right is what the others record about it. */
export interface ReplayShard {
  readonly header: SignedShardHeader;
  /** SHA-256 of its uncompressed bytes. */
  readonly hash: string;
  readonly records: readonly ShardRecord[];
}

/** A rollout where it stands. */
export interface PlacedRollout {
  readonly record: RolloutRecord;
  /** Its shard. */
  readonly seq: number;
}
