import type { SigningKey } from "../wallet/signing-key.ts";

/** A block hash or other bytes, `0x` and lower-case hexadecimal. */
export type Hex = `0x${string}`;

export interface BlockRef {
  readonly number: number;
  readonly hash: Hex;
}

/** Where a read looks: a block; the newest one when left out. Every read of one decision names the same block. */
export type At = BlockRef | undefined;

export interface Neuron {
  readonly uid: number;
  readonly hotkey: string;
  readonly coldkey: string;
  /** Stake in rao (10^-9 TAO), decimal text since it may pass 2^53. */
  readonly stakeRao: string;
  readonly validatorPermit: boolean;
  /** Block of the last weights (or weight commit) of this uid; 0 when never. */
  readonly lastUpdate: number;
  /** Share of miner emission, 0..65535. */
  readonly incentive: number;
  readonly registeredAt: number;
}

export interface Metagraph {
  readonly netuid: number;
  readonly block: BlockRef;
  /** Ordered by uid. */
  readonly neurons: readonly Neuron[];
}

export interface Hyperparameters {
  /** Blocks an epoch. */
  readonly tempo: number;
  /** Blocks that must pass between two weight settings of one uid. */
  readonly weightsRateLimit: number;
  /** Version and period are 0 where the chain's runtime does not say them: nothing can be committed then. */
  readonly commitReveal: { readonly enabled: boolean; readonly version: number; readonly periodEpochs: number };
  readonly versionKey: number;
  /** Uids that a vector names at least. */
  readonly minAllowedWeights: number;
  /** Largest part of its weights that a validator may give to one uid, in 65535; 65535 where there is no limit. */
  readonly maxWeightLimit: number;
  /** Stake in rao below which nobody may set weights, decimal text. */
  readonly stakeThresholdRao: string;
  /** Blocks after its registration in which a hotkey cannot be replaced by another. */
  readonly immunityBlocks: number;
}

export interface RevealedCommitment {
  /** Block of the reveal. */
  readonly block: number;
  readonly text: string;
}

export interface Epoch {
  /** Epochs since genesis. */
  readonly index: number;
  /** Block at which the current epoch began. */
  readonly startBlock: number;
  /** Block at which the next one is expected. */
  readonly nextBlock: number;
}

export interface SetWeightsResult {
  readonly mode: "plain" | "commit-reveal";
  /** Block that included the call. */
  readonly block: number;
  /** drand round of the reveal, with commit-reveal. */
  readonly revealRound?: number;
  /** True when LastUpdate was read back at or after `block`. */
  readonly confirmed: boolean;
}

export interface ChainHealth {
  readonly endpoint: string;
  readonly head: BlockRef;
  /** Milliseconds since the head was last seen to move. */
  readonly headAgeMs: number;
  readonly genesis: Hex;
  /** Newest block of all, where `head` is the newest one that is final; left out where they are the same. */
  readonly newest?: { readonly block: BlockRef; readonly ageMs: number };
}

/** Weights as shares: uid to an integer 1..65535; the largest is 65535. */
export type WeightVector = ReadonlyMap<number, number>;

/**
 * What this project needs of a chain. Adapters: `local` (embedded) and `subtensor` (Bittensor).
 *
 * All methods reject with AffineError codes `chain_transport` (retry), `chain_rate_limited` (retry after
 * `details.untilBlock`), `chain_rejected` (`details.name` is the chain's error name), `chain_stale`, `chain_decode`, or
 * `chain_untrue` where reads are proved and an endpoint is found not to tell the truth.
 */
export interface Chain {
  /** Newest block. */
  head(): Promise<BlockRef>;
  /** Resolves with the head once its number is at least `number`; without one, with the next new block. */
  waitForBlock(number?: number, options?: { signal?: AbortSignal }): Promise<BlockRef>;
  /** The beacon of a block. @throws `not_found` for a block that does not exist yet or was pruned. */
  blockHash(number: number): Promise<Hex>;
  metagraph(netuid: number, at?: At): Promise<Metagraph>;
  hyperparameters(netuid: number, at?: At): Promise<Hyperparameters>;
  /** Per hotkey the last ten texts that revealed themselves, oldest first. */
  revealedCommitments(netuid: number, at?: At): Promise<ReadonlyMap<string, readonly RevealedCommitment[]>>;
  /** Per hotkey its present plain commitment: where a validator's records are. */
  commitments(netuid: number, at?: At): Promise<ReadonlyMap<string, RevealedCommitment>>;
  setCommitment(key: SigningKey, netuid: number, text: string): Promise<BlockRef>;
  /** A text that nobody can read for `blocksUntilReveal` blocks. */
  setRevealCommitment(
    key: SigningKey,
    netuid: number,
    text: string,
    options: { blocksUntilReveal: number },
  ): Promise<BlockRef>;
  /** Present weights, validator uid to its vector. */
  weights(netuid: number, at?: At): Promise<ReadonlyMap<number, WeightVector>>;
  /** Milliseconds since 1970 that the block carries. */
  timestampMs(at?: At): Promise<number>;
  epoch(netuid: number, at?: At): Promise<Epoch>;
  setWeights(
    key: SigningKey,
    netuid: number,
    weights: WeightVector,
    options?: { versionKey?: number },
  ): Promise<SetWeightsResult>;
  /** Registers a hotkey; embedded chain only, on the network `btcli` does it (`unsupported`). Resolves with the uid. */
  register(key: SigningKey, netuid: number, options: { coldkey: string }): Promise<number>;
  health(): Promise<ChainHealth>;
  close(): Promise<void>;
}
