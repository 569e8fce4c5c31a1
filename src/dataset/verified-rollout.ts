import type { Evaluation } from "../core/index.ts";
import type { RolloutRecord, SignedShardHeader, Transcript } from "../record/index.ts";

/** A record that stood in a shard whose signature, chain and body were checked, with what was said. */
export interface VerifiedRollout {
  readonly record: RolloutRecord;
  /** `undefined` when nothing was said, or the text is not kept any more. */
  readonly transcript: Transcript | undefined;
  readonly shardKey: string;
  /** From 1; the header is line 1. */
  readonly line: number;
  readonly header: SignedShardHeader;
  /** What judging the answer once more gave, where that was asked for: the extracted answer and its metrics. */
  readonly judgedAgain?: Evaluation;
}

/** Where a rollout stands: the shard's key and the line in it. */
export function rolloutId({ shardKey, line }: VerifiedRollout): string {
  return `${shardKey}#${line}`;
}
