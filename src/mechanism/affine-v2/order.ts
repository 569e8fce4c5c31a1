import { bytesToHex } from "@noble/hashes/utils.js";
import { taggedHash } from "../../core/index.ts";

/** When a model was committed: reveals have no place within a block, so a hash of the beacon orders them there. */
export interface CommitmentOrder {
  /** Block of the reveal. */
  readonly block: number;
  /** {@link commitmentTie} of the reveal, hexadecimal. */
  readonly tie: string;
}

/** The order of commitments within a block: unknown before the block's hash, different for every hotkey. */
export function commitmentTie(beacon: string, hotkey: string): string {
  return bytesToHex(taggedHash("affine/commitment/v1", beacon, hotkey));
}

/** Negative when `a` came first. */
export function compareCommitments(a: CommitmentOrder, b: CommitmentOrder): number {
  return a.block - b.block || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0);
}
