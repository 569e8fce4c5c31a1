import { createHash } from "node:crypto";

const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** SHA-256 (FIPS 180-4) of bytes or of a text's UTF-8 bytes, 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return createHash("sha256").update(data).digest();
}

/** SHA-256 in lower-case hexadecimal, 64 characters, no prefix. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * SHA-256 over a tag and parts, each preceded by its length as an unsigned 64-bit big-endian integer,
 * so that no two different lists of parts share their bytes. Texts count as UTF-8, integers as decimal text.
 */
export function taggedHash(tag: string, ...parts: readonly (string | number | bigint | Uint8Array)[]): Uint8Array {
  const hash = createHash("sha256");
  const length = Buffer.alloc(8);
  for (const part of [tag, ...parts]) {
    const bytes = part instanceof Uint8Array ? part : utf8(decimalOrText(part));
    length.writeBigUInt64BE(BigInt(bytes.length));
    hash.update(length).update(bytes);
  }
  return hash.digest();
}

function decimalOrText(part: string | number | bigint): string {
  if (typeof part === "number" && !Number.isSafeInteger(part)) {
    throw new RangeError(`A hashed number must be a safe integer, got ${part}.`);
  }
  return String(part);
}
