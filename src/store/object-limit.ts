import { DOCUMENT_LIMITS, SHARD_LIMITS, TRANSCRIPT_LIMITS } from "../record/index.ts";

const OTHERS = [
  ["transcripts/", TRANSCRIPT_LIMITS],
  ["documents/", DOCUMENT_LIMITS],
] as const;

/** Most bytes that an object of a key may have as it is stored; what is larger is read by nobody. */
export function objectLimit(key: string): number {
  return (OTHERS.find(([folder]) => key.startsWith(folder))?.[1] ?? SHARD_LIMITS).compressedBytes;
}
