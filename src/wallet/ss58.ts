import { blake2b } from "@noble/hashes/blake2.js";
import { base58 } from "@scure/base";
import { AffineError, utf8 } from "../core/index.ts";

/** The address format of Bittensor (and of Substrate chains without one of their own). */
export const SS58_FORMAT = 42;

const PREFIX = utf8("SS58PRE");
const PUBLIC_KEY_BYTES = 32;
const CHECKSUM_BYTES = 2;

/**
 * The ss58 address of a public key, format 42.
 *
 * @param publicKey 32 bytes.
 * @throws AffineError `invalid_input` for another length.
 */
export function encodeAddress(publicKey: Uint8Array): string {
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new AffineError("invalid_input", `A public key has 32 bytes, got ${publicKey.length}.`);
  }
  const payload = Uint8Array.of(SS58_FORMAT, ...publicKey);
  return base58.encode(Uint8Array.of(...payload, ...checksum(payload)));
}

/**
 * The 32-byte public key in an ss58 address of format 42.
 *
 * @throws AffineError `invalid_input` that names what is wrong: alphabet, length, format or checksum.
 */
export function decodeAddress(address: string): Uint8Array {
  const bytes = fromBase58(address);
  const format = bytes[0] ?? 0;
  if (format >= 64) throw refuse(address, "has an address format of two bytes, not format 42");
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES + CHECKSUM_BYTES) {
    throw refuse(address, `holds ${bytes.length} bytes instead of 35`);
  }
  const payload = bytes.subarray(0, 1 + PUBLIC_KEY_BYTES);
  const [first, second] = checksum(payload);
  if (bytes[33] !== first || bytes[34] !== second) throw refuse(address, "has a wrong checksum: a letter is mistyped");
  if (format !== SS58_FORMAT) throw refuse(address, `is of format ${format}, not format 42`);
  return payload.slice(1);
}

/** True for an ss58 address of format 42 with a right checksum. */
export function isAddress(text: string): boolean {
  try {
    decodeAddress(text);
    return true;
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return false;
    throw thrown;
  }
}

function fromBase58(address: string): Uint8Array {
  if (address.length === 0 || address.length > 64) throw refuse(address, "is empty or too long");
  try {
    return base58.decode(address);
  } catch (cause) {
    throw refuse(address, "has characters outside of base58", cause);
  }
}

function checksum(payload: Uint8Array): Uint8Array {
  return blake2b(Uint8Array.of(...PREFIX, ...payload), { dkLen: 64 }).subarray(0, CHECKSUM_BYTES);
}

function refuse(address: string, what: string, cause?: unknown): AffineError {
  return new AffineError("invalid_input", `The address ${JSON.stringify(address.slice(0, 64))} ${what}.`, {
    hint: "A Bittensor address starts with 5 and has 48 characters.",
    cause,
  });
}
