import type { RolloutRecord, ShardRecord, SignedShardHeader } from "../record/index.ts";

/** A verified shard (signature, body, canonical form) with what its reader found when it evaluated the answers anew. */
export interface ReplayShard {
  readonly header: SignedShardHeader;
  /** SHA-256 of its uncompressed bytes. */
  readonly hash: string;
  readonly records: readonly ShardRecord[];
  /** By place in `records`: why a rollout does not stand; none when all were found right, or are taken on trust. */
  readonly faults?: ReadonlyMap<number, string>;
}

/** A rollout where it stands. */
export interface PlacedRollout {
  readonly record: RolloutRecord;
  /** Its shard. */
  readonly seq: number;
  /** Why it does not stand by re-evaluation. */
  readonly fault: string | undefined;
}
