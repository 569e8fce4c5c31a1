import { AffineError } from "../../core/index.ts";
import { G2_BYTES } from "./points.ts";
import { KEY_BYTES } from "./sealed-key.ts";

/*
 * The bytes of a sealed text, as arkworks writes the crate `timelock`'s ciphertext:
 *
 *   U, 96 bytes | vector V, 32 | vector W, 32 | vector body | vector suite
 *   body = vector (ciphertext ‖ tag, 16) | vector nonce, 12
 *
 * where a vector is its length as unsigned 64-bit little-endian, then its bytes.
 */

export interface SealedText {
  /** r·G2, compressed, 96 bytes. */
  readonly u: Uint8Array;
  /** σ, hidden by the pairing; 32 bytes. */
  readonly v: Uint8Array;
  /** The key, hidden by σ; 32 bytes. */
  readonly w: Uint8Array;
  /** AES-256-GCM, the tag of 16 bytes at the end. */
  readonly ciphertext: Uint8Array;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
}

export const TAG_BYTES = 16;
export const NONCE_BYTES = 12;
/** Bytes that sealing adds to a text. */
export const SEAL_OVERHEAD_BYTES = 244;

const SUITE = "AES_GCM_";

export function writeSealed({ u, v, w, ciphertext, nonce }: SealedText): Uint8Array {
  const body = Buffer.concat([vector(ciphertext), vector(nonce)]);
  return Buffer.concat([u, vector(v), vector(w), vector(body), vector(Buffer.from(SUITE, "latin1"))]);
}

/**
 * Reads a sealed text from a stranger: every length is checked against what is there before it is used, and nothing may
 * be left over. Points are not looked at.
 *
 * @throws AffineError `chain_decode`.
 */
export function readSealed(bytes: Uint8Array): SealedText {
  const reader = new Reader(bytes);
  const u = reader.take(G2_BYTES, "U");
  const v = reader.vector("V", KEY_BYTES);
  const w = reader.vector("W", KEY_BYTES);
  const body = new Reader(reader.vector("the body"));
  const suite = reader.vector("the suite", SUITE.length);
  reader.end("the sealed text");
  if (Buffer.from(suite).toString("latin1") !== SUITE) throw refuse("its suite is not AES_GCM_");
  const ciphertext = body.vector("the ciphertext");
  const nonce = body.vector("the nonce", NONCE_BYTES);
  body.end("the body");
  if (ciphertext.length < TAG_BYTES) throw refuse("its ciphertext is shorter than a tag");
  return { u, v, w, ciphertext, nonce };
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(length: number, what: string): Uint8Array {
    const left = this.#bytes.length - this.#at;
    if (length > left) throw refuse(`${what} should have ${length} bytes and only ${left} are left`);
    this.#at += length;
    return Uint8Array.from(this.#bytes.subarray(this.#at - length, this.#at));
  }

  vector(what: string, expected?: number): Uint8Array {
    const length = Buffer.from(this.take(8, `the length of ${what}`)).readBigUInt64LE();
    if (expected !== undefined && length !== BigInt(expected)) {
      throw refuse(`${what} has ${length} bytes instead of ${expected}`);
    }
    // Compared before it becomes a number: a length may be anything up to 2^64.
    if (length > BigInt(this.#bytes.length)) throw refuse(`${what} claims ${length} bytes`);
    return this.take(Number(length), what);
  }

  end(what: string): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw refuse(`${left} bytes follow ${what}`);
  }
}

function vector(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([length, bytes]);
}

function refuse(why: string): AffineError {
  return new AffineError("chain_decode", `The sealed text is malformed: ${why}.`);
}
