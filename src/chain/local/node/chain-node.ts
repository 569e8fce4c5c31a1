import type { At, BlockRef, Epoch, Hex, Hyperparameters, Metagraph, RevealedCommitment } from "../../chain.ts";
import type { Extrinsic } from "../block/extrinsic.ts";
import type { Receipt } from "../block/execute.ts";

/** What can be read of a subnet, in the form in which it travels. */
export interface Views {
  readonly metagraph: Metagraph;
  readonly hyperparameters: Hyperparameters;
  readonly reveals: readonly (readonly [hotkey: string, texts: readonly RevealedCommitment[]])[];
  readonly commitments: readonly (readonly [hotkey: string, text: RevealedCommitment])[];
  readonly weights: readonly (readonly [validator: number, vector: readonly (readonly [number, number])[]])[];
  readonly epoch: Epoch;
}
export type ViewName = keyof Views;

export interface NodeStatus {
  readonly genesis: Hex;
  readonly head: BlockRef;
  readonly headAgeMs: number;
  /** Public key of the chain's beacon, 96 bytes; round n comes out with block n. */
  readonly beaconKey: Hex;
}

/** The embedded chain as its adapter sees it: in this process, or behind HTTP. */
export interface ChainNode {
  readonly endpoint: string;
  status(): Promise<NodeStatus>;
  /** Resolves with the head once its number is at least `number`. */
  waitForBlock(number: number, signal?: AbortSignal): Promise<BlockRef>;
  blockHash(number: number): Promise<Hex>;
  /** The beacon's signature of a round. @throws AffineError `not_found` before the block of that number. */
  roundSignature(round: number): Promise<Hex>;
  timestampMs(at: At): Promise<number>;
  read<Name extends ViewName>(view: Name, netuid: number, at: At): Promise<Views[Name]>;
  /** The nonce of the hotkey's next call, those that wait for a block counted. */
  nextNonce(hotkey: string): Promise<number>;
  /** Takes a signed call, or the same one again; resolves with its hash, before any block has it. */
  submit(extrinsic: Extrinsic): Promise<Hex>;
  /** Resolves once a block has the call. @throws AffineError `not_found` for a call that is not known (any more). */
  receipt(hash: Hex): Promise<Receipt>;
  close(): Promise<void>;
}
