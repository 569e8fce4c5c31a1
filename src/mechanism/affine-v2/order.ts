import { bytesToHex } from "@noble/hashes/utils.js";
import { taggedHash, kinds, need } from "../../core/index.ts";

/** When a model was committed: reveals have no place within a block, so a hash of the beacon orders them there. */
export interface CommitmentOrder {
  /** Block of the reveal. */
  readonly block: number;
  /** {@link commitmentTie} of the reveal, hexadecimal. */
  readonly tie: string;
}

/** The order of commitments within a block: unknown before the block's hash, different for every hotkey. */
export function commitmentTie(beacon: string, hotkey: string): string {
  need(kinds.text, beacon, "commitmentTie", "the hash of a block and a hotkey");
  need(kinds.text, hotkey, "commitmentTie", "the hash of a block and a hotkey");
  return bytesToHex(taggedHash("affine/commitment/v1", beacon, hotkey));
}

const orderKind = kinds.shape({ block: kinds.whole, tie: kinds.text });

/** Negative when `a` came first. */
export function compareCommitments(a: CommitmentOrder, b: CommitmentOrder): number {
  need(orderKind, a, "compareCommitments", "two commitments, { block, tie }");
  need(orderKind, b, "compareCommitments", "two commitments, { block, tie }");
  return a.block - b.block || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0);
}
