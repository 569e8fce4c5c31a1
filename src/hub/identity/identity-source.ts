import { createHash } from "node:crypto";
import { AffineError } from "../../core/index.ts";
import { printable } from "../../io/index.ts";

/** A file that may be part of a model, wherever it lies. */
export interface SourceFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, where there is a better way to it than reading them. */
  digest?(): Promise<string>;
  read(): AsyncIterable<Uint8Array>;
}

/** Longest file that is read into memory: the index of a model of a thousand shards has 10 MB. */
const MAX_READ_BYTES = 32 * 1_048_576;
/** Longest file whose hash is computed from what a hub sends; those that lie in git itself are shorter (10 MB). */
const MAX_HASHED_BYTES = 64 * 1_048_576;

/** All bytes of a small file. @throws AffineError `invalid_input` when it is too large */
export async function contentOf(file: SourceFile, maxBytes = MAX_READ_BYTES): Promise<Buffer> {
  checkSize(file, maxBytes);
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of file.read()) {
    total += chunk.length;
    if (total > file.sizeBytes) throw otherLength(file);
    chunks.push(chunk);
  }
  if (total !== file.sizeBytes) throw otherLength(file);
  return Buffer.concat(chunks);
}

/** SHA-256 of a file's bytes. @throws AffineError `invalid_input` when it would have to be computed from too many */
export async function digestOf(file: SourceFile): Promise<string> {
  if (file.digest !== undefined) return file.digest();
  checkSize(file, MAX_HASHED_BYTES);
  const hash = createHash("sha256");
  let total = 0;
  for await (const chunk of file.read()) {
    total += chunk.length;
    if (total > file.sizeBytes) throw otherLength(file);
    hash.update(chunk);
  }
  if (total !== file.sizeBytes) throw otherLength(file);
  return hash.digest("hex");
}

function checkSize({ path, sizeBytes }: SourceFile, maxBytes: number): void {
  if (sizeBytes <= maxBytes) return;
  throw new AffineError("invalid_input", `${printable(path)} has ${sizeBytes} bytes; at most ${maxBytes} are read.`, {
    hint: "A model's configuration, tokenizer and template are small files: is something else under this name?",
  });
}

function otherLength({ path }: SourceFile): AffineError {
  return new AffineError("hash_mismatch", `${printable(path)} is longer or shorter than was said.`);
}
