import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** What `src/core/hash.ts` is in Node, for the browser: `hash.test.ts` compares them. */
const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

export function sha256(data: Uint8Array | string): Uint8Array {
  return nobleSha256(typeof data === "string" ? utf8(data) : data);
}

export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(data));
}

export function taggedHash(tag: string, ...parts: readonly (string | number | bigint | Uint8Array)[]): Uint8Array {
  const hash = nobleSha256.create();
  const length = new DataView(new ArrayBuffer(8));
  for (const part of [tag, ...parts]) {
    const bytes = part instanceof Uint8Array ? part : utf8(decimalOrText(part));
    length.setBigUint64(0, BigInt(bytes.length));
    hash.update(new Uint8Array(length.buffer)).update(bytes);
  }
  return hash.digest();
}

function decimalOrText(part: string | number | bigint): string {
  if (typeof part === "number" && !Number.isSafeInteger(part)) {
    throw new RangeError(`A hashed number must be a safe integer, got ${part}.`);
  }
  return String(part);
}
