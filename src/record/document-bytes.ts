import { gzipSync } from "node:zlib";
import type { z } from "zod";
import { canonicalBytes, sha256Hex, type Canonical, faultsOf, kinds, need } from "../core/index.ts";
import { boundedGunzip, type ByteLimits } from "./bounded-gunzip.ts";
import { parseCanonicalLine } from "./canonical-line.ts";
import { defectError } from "./shard-defect.ts";

/** Bounds on a stored document: 4 MiB compressed, 32 MiB uncompressed. */
export const DOCUMENT_LIMITS: ByteLimits = { compressedBytes: 4 << 20, bytes: 32 << 20 };

/** What a schema of zod has. */
export const schemaKind = kinds.shape({ safeParse: kinds.call });

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What a record names by hash besides transcripts: an object with its kind and version, integers and texts only. */
export interface Document {
  readonly v: 1;
  readonly kind: "roster" | "evidence";
  readonly netuid: number;
}

/**
 * A document as it is stored: gzip of its canonical JSON, found by the SHA-256 of the canonical JSON.
 *
 * @throws AffineError `record_invalid` naming `too_large`.
 */
export function encodeDocument(document: Document): { hash: string; bytes: Uint8Array } {
  const text = canonicalBytes(document as unknown as Canonical);
  if (text.length > DOCUMENT_LIMITS.bytes) throw defectError("too_large", `a document of ${text.length} bytes`);
  return { hash: sha256Hex(text), bytes: gzipSync(text) };
}

/**
 * Reads a stored document.
 *
 * @throws AffineError `record_invalid` naming the defect; `document_hash` when it is not the one asked for; `invalid_input` for
 * another kind of argument.
 */
export function decodeDocument<T>(bytes: Uint8Array, hash: string, schema: z.ZodType<T>): T {
  const what = "the bytes of a document, its hash and a schema";
  need(kinds.bytes, bytes, "decodeDocument", what);
  need(kinds.text, hash, "decodeDocument", what);
  need(schemaKind, schema, "decodeDocument", what);
  const text = boundedGunzip(bytes, DOCUMENT_LIMITS);
  if (sha256Hex(text) !== hash) throw defectError("document_hash", hash);
  let line: string;
  try {
    line = decoder.decode(text);
  } catch (cause) {
    throw defectError("not_utf8", hash, cause);
  }
  const defects = { malformed: "document_malformed", notCanonical: "document_malformed" } as const;
  const parsed = schema.safeParse(parseCanonicalLine(line, defects, hash));
  if (!parsed.success) throw defectError("document_malformed", faultsOf(parsed.error), parsed.error);
  return parsed.data;
}
