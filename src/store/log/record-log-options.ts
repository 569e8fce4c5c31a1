import type { AffineError } from "../../core/index.ts";
import type { ChainState, ShardHead, ShardHeader, VerifySignature } from "../../record/index.ts";
import type { Store } from "../store.ts";
import type { ExpectedHead } from "./expected-head.ts";
import type { OnWritePoint } from "../write-point.ts";

/** Signs `shardMessage(header)` with the hotkey: 64 bytes. It may fail or take long; the log then keeps queueing. */
export type SignHeader = (header: ShardHeader) => Uint8Array | Promise<Uint8Array>;

export interface RecordLogOptions {
  /** The data folder: open segments in `journal/`, own shards in `records/`, own transcripts in `transcripts/`. */
  folder: string;
  /** Where the shards are published. Default: the data folder itself, and nowhere else. */
  store?: Store;
  netuid: number;
  /** Whose records these are: one writer a hotkey. */
  hotkey: string;
  signHeader: SignHeader;
  /** Network parameters in force; records made under others are refused. */
  rules: string;
  /** When a segment becomes a shard by itself. Default: 1,000 records. */
  sealEvery?: { records: number; blocks?: number };
  /**
   * Shards that others know to be signed: without them, or with others in their place, the log does not open. What the
   * journal knows is looked at in any case.
   */
  expected?: readonly ExpectedHead[];
  /** Other validators' chains as this one has seen them, asked for at each seal. Default: none. */
  heads?: () => readonly ShardHead[];
  /** Newest block known, asked for at each seal: who saw which records by when rests on it. Default: not told. */
  sealedBlock?: () => number | undefined;
  /**
   * How many blocks behind the newest record a record may be; keys are remembered for that long.
   * Default: 21,600, three days.
   */
  rememberBlocks?: number;
  /** Default: sr25519 of Bittensor keys. */
  verify?: VerifySignature;
  /** Default: the machine's clock. */
  nowMs?: () => number;
  /** Told of everything that went wrong without failing a call: a signer that is down, a damaged file. */
  onProblem?: (problem: AffineError) => void;
  /** For crash tests. */
  onWritePoint?: OnWritePoint;
}

/** Where a log stands. */
export interface RecordLogStatus {
  /** The last sealed shard; `null` before the first. */
  head: ChainState;
  /** Durable records in no shard yet. */
  unsealed: number;
  /** `sealedBlock` of a header that is drafted and whose shard is not stored yet; `null` without one. */
  draftedBlock: number | null;
  /** Segments that wait for a signature. */
  waitingSegments: number;
  /** Sealed shards that the store does not hold yet; `null` until it was asked. */
  unpublished: number | null;
  /** Why the last seal or publication failed; gone when one succeeds. */
  problem: AffineError | undefined;
}
