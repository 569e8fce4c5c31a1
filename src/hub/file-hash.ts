import { createHash, type Hash } from "node:crypto";
import { AffineError, errorMessage } from "../core/index.ts";
import { streamRegularFile } from "../io/index.ts";
import type { Transfer } from "./model-hub.ts";

const CHUNK_BYTES = 1_048_576;

/**
 * SHA-256 of a file, 64 hexadecimal digits, in constant memory.
 *
 * @throws AffineError `invalid_input` when it cannot be read, `interrupted`
 */
export function sha256OfFile(file: string, options: Transfer = {}): Promise<string> {
  return hashFile(file, createHash("sha256"), options);
}

/**
 * The name git gives a file's content: SHA-1 over `blob <size>`, a NUL and the bytes (git-hash-object).
 *
 * @param sizeBytes of the whole file
 */
export function gitBlobSha1OfFile(file: string, sizeBytes: number, options: Transfer = {}): Promise<string> {
  return hashFile(file, gitBlobHash(sizeBytes), options);
}

/** A hash that becomes a git blob's name when it is fed the content. */
export function gitBlobHash(sizeBytes: number): Hash {
  return createHash("sha1").update(`blob ${sizeBytes}\0`);
}

async function hashFile(file: string, hash: Hash, { signal, onBytes }: Transfer): Promise<string> {
  const stream = streamRegularFile(file, { highWaterMark: CHUNK_BYTES, ...(signal === undefined ? {} : { signal }) });
  try {
    for await (const chunk of stream) {
      hash.update(chunk);
      onBytes?.(chunk.length);
    }
  } catch (cause) {
    if (signal?.aborted === true) throw new AffineError("interrupted", `Reading ${file} was interrupted.`, { cause });
    throw new AffineError("invalid_input", `${file} cannot be read: ${errorMessage(cause)}`, {
      hint: "Check that it is there, readable, and on a sound disk.",
      cause,
    });
  }
  return hash.digest("hex");
}
