export { putDocument, readDocument } from "./document-store.ts";
export { FederatedStore, type FederatedStoreOptions } from "./federated/federated-store.ts";
export { FsStore, type FsStoreOptions } from "./fs/fs-store.ts";
export { HttpStore, type HttpStoreOptions } from "./http/http-store.ts";
export { openStoreForReading, type OpenStoreOptions } from "./http/open-store.ts";
export { type ExpectedHead } from "./log/expected-head.ts";
export { RecordLog } from "./log/record-log.ts";
export { type RecordLogOptions, type RecordLogStatus, type SignHeader } from "./log/record-log-options.ts";
export {
  type ReadPosition,
  type ReadProblem,
  readShards,
  type RecordProof,
  type RecordRead,
  ShardReader,
  type ShardRead,
  type ShardReaderOptions,
} from "./shard-reader.ts";
export { checkKey, documentKey, seqOfShardKey, shardKey, shardPrefix, transcriptKey } from "./store-key.ts";
export { type Store } from "./store.ts";
export { putTranscript, readTranscript } from "./transcript-store.ts";
export { type OnWritePoint, type WritePoint, WRITE_POINTS } from "./write-point.ts";
export { KeptShards, type WitnessedShard } from "./kept-shards.ts";
export { type ConfiguredStore, configuredStore, s3Settings } from "./s3/configured-store.ts";
export { openPublishedStore, type PublishedStore } from "./s3/open-published-store.ts";
export { type S3Settings } from "./s3/s3-settings.ts";
