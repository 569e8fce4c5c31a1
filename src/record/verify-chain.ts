import { defectError } from "./shard-defect.ts";
import type { SignedShardHeader } from "./shard-header.ts";

/** The last shard of a chain that is known; `null` before the first. */
export type ChainState = { seq: number; hash: string } | null;

/**
 * Checks that a decoded shard follows the state, and returns the next state.
 *
 * @throws AffineError `record_invalid` naming `seq_gap` or `wrong_previous`. The shard's own records stay verified: go
 * on from `{ seq, hash }` of this shard and report the break.
 */
export function verifyChain(
  state: ChainState,
  shard: { header: SignedShardHeader; hash: string },
): NonNullable<ChainState> {
  const { seq, previous } = shard.header;
  const expectedSeq = state === null ? 0 : state.seq + 1;
  if (seq !== expectedSeq) throw defectError("seq_gap", `expected ${expectedSeq}, found ${seq}`);
  const expected = state === null ? null : state.hash;
  if (previous !== expected) {
    throw defectError("wrong_previous", `it names ${previous ?? "none"}, the shard before is ${expected ?? "none"}`);
  }
  return { seq, hash: shard.hash };
}
