export {
  announcedHead,
  type AnnouncedHead,
  announcedUrl,
  type Announcement,
  announcementText,
  parseAnnouncement,
} from "./announcement.ts";
export { type ByteLimits } from "./bounded-gunzip.ts";
export {
  type ChainRecord,
  chainRecordSchema,
  MAX_SNAPSHOT_BEACONS,
  MAX_SNAPSHOT_VALIDATORS,
  validatorStakeSchema,
} from "./chain-record.ts";
export { type DecisionRecord, decisionRecordSchema, MAX_ROOTS } from "./decision-record.ts";
export { type DisputeRecord, disputeRecordSchema } from "./dispute-record.ts";
export { decodeDocument, type Document, DOCUMENT_LIMITS, encodeDocument, schemaKind } from "./document-bytes.ts";
export { type FindingRecord, findingRecordSchema } from "./finding-record.ts";
export { type HeartbeatRecord, heartbeatRecordSchema } from "./heartbeat-record.ts";
export {
  MAX_ROSTER_TEXT,
  type RosterDocument,
  rosterDocumentSchema,
  type RosterEntry,
  rosterEntrySchema,
} from "./roster-document.ts";
export {
  type DecodedShard,
  decodeShard,
  type DecodeShardOptions,
  SHARD_LIMITS,
  type ShardLimits,
} from "./decode-shard.ts";
export { draftShard, type EncodedShard, encodeShard, type ShardDraft } from "./encode-shard.ts";
export { isPrivateAddress, isPrivateHost, publicUrlFault } from "./public-address.ts";
export { type Meaning, meaningOf } from "./meaning-of.ts";
export { recordJson } from "./record-json.ts";
export { type RolloutRecord, rolloutRecordSchema } from "./rollout-record.ts";
export { defectError, defectOf, SHARD_DEFECTS, type ShardDefect } from "./shard-defect.ts";
export {
  HEADER_STALE,
  headerHash,
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
  attachmentOf,
  comparePlaces,
  recordKey,
  rolloutKey,
  type ShardRecord,
  type ShardRecordKind,
  shardRecordSchema,
} from "./shard-record.ts";
export { type SaidTurn, type Transcript, transcriptSchema } from "./transcript.ts";
export { decodeTranscript, encodeTranscript, TRANSCRIPT_LIMITS } from "./transcript-bytes.ts";
export { assertVersion, type ChainState, namesOf, previousOf, type ShardNames, verifyChain } from "./verify-chain.ts";
