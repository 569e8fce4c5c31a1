export { type ByteLimits } from "./bounded-gunzip.ts";
export {
  type DecodedShard,
  decodeShard,
  type DecodeShardOptions,
  SHARD_LIMITS,
  type ShardLimits,
} from "./decode-shard.ts";
export { draftShard, type EncodedShard, encodeShard, type ShardDraft } from "./encode-shard.ts";
export { recordJson } from "./record-json.ts";
export { type RolloutRecord, rolloutRecordSchema } from "./rollout-record.ts";
export { defectError, defectOf, SHARD_DEFECTS, type ShardDefect } from "./shard-defect.ts";
export {
  isSignedByHotkey,
  MAX_HEADS,
  type ShardHead,
  shardHeadSchema,
  type ShardHeader,
  shardHeaderSchema,
  shardMessage,
  signedShardHeaderSchema,
  type SignedShardHeader,
  splitSignature,
  type VerifySignature,
} from "./shard-header.ts";
export {
  comparePlaces,
  recordKey,
  rolloutKey,
  type ShardRecord,
  type ShardRecordKind,
  shardRecordSchema,
} from "./shard-record.ts";
export { type Transcript, transcriptSchema } from "./transcript.ts";
export { decodeTranscript, encodeTranscript, TRANSCRIPT_LIMITS } from "./transcript-bytes.ts";
export { type ChainState, verifyChain } from "./verify-chain.ts";
