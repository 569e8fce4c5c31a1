import { kinds, need } from "../core/index.ts";
import { defectError } from "./shard-defect.ts";
import type { ShardHeader, SignedShardHeader } from "./shard-header.ts";

/** How a shard is named: by `hash` in a successor of version 1 and in heads, by `headerHash` in one of version 2. */
export interface ShardNames {
  readonly seq: number;
  readonly v: ShardHeader["v"];
  /** SHA-256 of the uncompressed bytes. */
  readonly hash: string;
  /** SHA-256 of the canonical header that was signed. */
  readonly headerHash: string;
}

/** The last shard of a chain that is known; `null` before the first. */
export type ChainState = ShardNames | null;

const names = { seq: kinds.whole, v: kinds.whole };
const hashes = { hash: kinds.text, headerHash: kinds.text };
const stateKind = kinds.orNull(kinds.shape({ ...names, ...hashes }));
const shardKind = kinds.shape({
  header: kinds.shape({ ...names, previous: kinds.orNull(kinds.text) }),
  ...hashes,
});

/** What a header of a version names as the shard before it. */
export function previousOf(state: ChainState, v: ShardHeader["v"]): string | null {
  if (state === null) return null;
  return v === 1 ? state.hash : state.headerHash;
}

/**
 * Checks that a decoded shard follows the state, and returns the next state.
 *
 * @throws AffineError `record_invalid` naming `seq_gap`, `header_version` or `wrong_previous`. The shard's own records
 * stay verified: go on from this shard's names and report the break. `invalid_input` for another kind of
 * argument.
 */
export function verifyChain(
  state: ChainState,
  shard: { header: SignedShardHeader; hash: string; headerHash: string },
): ShardNames {
  const what = "the state before, null at first, and a decoded shard";
  need(stateKind, state, "verifyChain", what);
  need(shardKind, shard, "verifyChain", what);
  const { seq, previous, v } = shard.header;
  const expectedSeq = state === null ? 0 : state.seq + 1;
  if (seq !== expectedSeq) throw defectError("seq_gap", `expected ${expectedSeq}, found ${seq}`);
  assertVersion(state, v);
  const expected = previousOf(state, v);
  if (previous !== expected) {
    throw defectError("wrong_previous", `it names ${previous ?? "none"}, the shard before is ${expected ?? "none"}`);
  }
  return namesOf(shard);
}

/** @throws AffineError `record_invalid` naming `header_version` for a version that the chain had left behind. */
export function assertVersion(state: ChainState, v: ShardHeader["v"]): void {
  if (state !== null && v < state.v) throw defectError("header_version", `version ${v} behind version ${state.v}`);
}

/** The names of a decoded shard. */
export function namesOf({
  header,
  hash,
  headerHash,
}: {
  header: Pick<ShardHeader, "seq" | "v">;
  hash: string;
  headerHash: string;
}): ShardNames {
  return { seq: header.seq, v: header.v, hash, headerHash };
}
