/**
 * The signed records, as data: read them out of a store, check every header, hash and signature. See docs/records.md.
 *
 * @example
 * import { openStoreForReading, readShards } from "affine/records";
 * const store = await openStoreForReading("https://records.example.org");
 * for await (const found of readShards(store, { netuid: 120, hotkey: "5F…" })) {
 *   if (found.kind === "record") console.log(found.record.kind);
 *   else console.error(found.key, found.reason);
 * }
 */
export {
  announcedUrl,
  decodeDocument,
  decodeShard,
  decodeTranscript,
  recordJson,
  recordKey,
  rolloutKey,
  SHARD_DEFECTS,
  shardMessage,
  shardRecordSchema,
  transcriptSchema,
  verifyChain,
  type ByteLimits,
  type ChainRecord,
  type ChainState,
  type DecisionRecord,
  type DecodedShard,
  type DecodeShardOptions,
  type DisputeRecord,
  type Document,
  type FindingRecord,
  type HeartbeatRecord,
  type RolloutRecord,
  type RosterDocument,
  type ShardDefect,
  type ShardHead,
  type ShardHeader,
  type ShardLimits,
  type ShardRecord,
  type ShardRecordKind,
  type SignedShardHeader,
  type Transcript,
  type VerifySignature,
} from "./record/index.ts";
export {
  documentKey,
  openStoreForReading,
  readDocument,
  readShards,
  readTranscript,
  ShardReader,
  shardKey,
  transcriptKey,
  type ReadPosition,
  type ReadProblem,
  type RecordProof,
  type RecordRead,
  type ShardRead,
  type ShardReaderOptions,
  type Store,
} from "./store/index.ts";
export { AffineError } from "./core/index.ts";
