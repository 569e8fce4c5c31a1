import { AffineError } from "../core/index.ts";

/** Everything that can be wrong with a shard, a transcript or a chain of shards, by name. */
export const SHARD_DEFECTS = {
  gzip_truncated: "the gzip stream ends early",
  gzip_corrupt: "not a valid gzip stream",
  trailing_bytes: "bytes follow the gzip stream",
  too_large: "larger than allowed",
  not_a_file: "something else than a file stands in its place",
  not_utf8: "not UTF-8",
  header_malformed: "the first line is not a JSON header",
  header_not_canonical: "the header is not in canonical form",
  wrong_place: "the header belongs to another place",
  signature: "the signature is not the hotkey's",
  body_hash: "the body is not the one that was signed",
  body_unterminated: "the last line has no newline",
  wrong_count: "the header counts other records than there are",
  record_malformed: "a line is not a record",
  record_not_canonical: "a line is not in canonical form",
  record_foreign: "a record belongs to another network or other rules",
  wrong_order: "records are out of order",
  repeated: "two records for one key",
  wrong_blocks: "the header's block range is not that of the records",
  heads_order: "heads are not in ascending order of hotkeys",
  seq_gap: "shards are missing before this one",
  header_version: "a header of an older version follows one of a newer",
  wrong_previous: "does not follow the shard before it",
  missing: "the shard is not in the store",
  misplaced_object: "an object that is not a shard stands among the shards",
  transcript_malformed: "not a transcript",
  transcript_hash: "the transcript is not the one that the record names",
  document_malformed: "not a document of its kind",
  document_hash: "the document is not the one that the record names",
} as const satisfies Record<string, string>;

export type ShardDefect = keyof typeof SHARD_DEFECTS;

/** An error that names a defect: `details.defect` holds the name. */
export function defectError(defect: ShardDefect, where?: string, cause?: unknown): AffineError {
  const text = `${SHARD_DEFECTS[defect]}${where === undefined ? "" : ` (${where})`}`;
  return new AffineError(defect === "signature" ? "record_signature" : "record_invalid", text, {
    hint: "Fetch the object again from its writer or from a mirror; if it stays so, its writer is at fault.",
    cause,
    details: { defect },
  });
}

/** The defect that an error names, if it names one. */
export function defectOf(error: unknown): ShardDefect | undefined {
  if (!AffineError.isInstance(error)) return undefined;
  const defect = error.details["defect"];
  return typeof defect === "string" && Object.hasOwn(SHARD_DEFECTS, defect) ? (defect as ShardDefect) : undefined;
}
