import type { BlockRef, SetWeightsResult, WeightVector } from "../chain/chain.ts";
import type { ShardHeader } from "../record/index.ts";

/** "These weights for this window": all that a signer is told; it encodes and submits by itself. */
export interface WeightIntent {
  readonly netuid: number;
  readonly weights: WeightVector;
  /** Whom the caller means by each uid: a uid may have passed to another hotkey since the decision. */
  readonly hotkeys?: ReadonlyMap<number, string>;
  /** Index of the epoch that the weights are for. */
  readonly window: number;
}

/** A header that was signed. */
export interface SignedHead {
  readonly seq: number;
  /** SHA-256 of the header, see `headerHash`. */
  readonly hash: string;
}

/** Holds a hotkey and signs typed intents only, never bytes made elsewhere. Adapters: in process (demo), and another process (`af signer`). */
export interface Signer {
  /** ss58 address of the hotkey. */
  readonly address: string;
  /**
   * A 64-byte signature of the header in the domain of shards.
   *
   * @throws AffineError `signer_refused` for a header of another chain, or one that does not follow the last one signed.
   */
  signShardHeader(header: ShardHeader): Promise<Uint8Array>;
  /**
   * Submits weights; an intent for a window that has its weights is refused.
   *
   * @throws AffineError `signer_refused` for a refused intent, else what the chain's `setWeights` throws.
   */
  setWeights(intent: WeightIntent): Promise<SetWeightsResult>;
  /** The last header that it signed, as far as it remembers and can be asked now. */
  signedHead(): Promise<SignedHead | undefined>;
  /** Commits where the validator's records are. @throws AffineError as the chain's `setCommitment`. */
  announce(text: string): Promise<BlockRef>;
}
