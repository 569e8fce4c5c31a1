import { gzipSync } from "node:zlib";
import { canonicalBytes, sha256Hex, faultsOf, kinds, need } from "../core/index.ts";
import { boundedGunzip, type ByteLimits } from "./bounded-gunzip.ts";
import { parseCanonicalLine } from "./canonical-line.ts";
import { defectError } from "./shard-defect.ts";
import { type Transcript, transcriptSchema } from "./transcript.ts";

/** Bounds on a stored transcript: 16 MiB compressed, 64 MiB uncompressed. */
export const TRANSCRIPT_LIMITS: ByteLimits = { compressedBytes: 16 << 20, bytes: 64 << 20 };

const limitsKind = kinds.shape({ compressedBytes: kinds.number, bytes: kinds.number });

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A transcript as it is stored: gzip of its canonical JSON, found by the SHA-256 of the canonical JSON. Lone surrogates,
 * which a hostile model can produce and UTF-8 cannot hold, become U+FFFD.
 *
 * @throws AffineError `record_invalid` naming `transcript_malformed` or `too_large`.
 */
export function encodeTranscript(transcript: Transcript): { hash: string; bytes: Uint8Array } {
  const parsed = transcriptSchema.safeParse(wellFormed(transcript));
  if (!parsed.success) throw defectError("transcript_malformed", faultsOf(parsed.error), parsed.error);
  const text = canonicalBytes(parsed.data);
  if (text.length > TRANSCRIPT_LIMITS.bytes) throw defectError("too_large", `a transcript of ${text.length} bytes`);
  return { hash: sha256Hex(text), bytes: gzipSync(text) };
}

/**
 * Reads a stored transcript.
 *
 * @throws AffineError `record_invalid` naming the defect; `transcript_hash` when it is not the one asked for; `invalid_input`
 * for another kind of argument.
 */
export function decodeTranscript(bytes: Uint8Array, hash: string, limits: ByteLimits = TRANSCRIPT_LIMITS): Transcript {
  need(kinds.bytes, bytes, "decodeTranscript", "the bytes of a transcript and its hash");
  need(kinds.text, hash, "decodeTranscript", "the bytes of a transcript and its hash");
  need(limitsKind, limits, "decodeTranscript", "{ compressedBytes, bytes } as its third argument");
  const text = boundedGunzip(bytes, limits);
  if (sha256Hex(text) !== hash) throw defectError("transcript_hash", hash);
  let line: string;
  try {
    line = decoder.decode(text);
  } catch (cause) {
    throw defectError("not_utf8", hash, cause);
  }
  const defects = { malformed: "transcript_malformed", notCanonical: "transcript_malformed" } as const;
  const parsed = transcriptSchema.safeParse(parseCanonicalLine(line, defects, hash));
  if (!parsed.success) throw defectError("transcript_malformed", faultsOf(parsed.error), parsed.error);
  return parsed.data;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wellFormed(item)]));
}
