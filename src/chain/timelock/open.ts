import { createDecipheriv } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { AffineError } from "../../core/index.ts";
import { readSealed, TAG_BYTES } from "./layout.ts";
import { readG1, readG2 } from "./points.ts";
import { exclusiveOr, pairingMask, sealScalar, sigmaMask } from "./sealed-key.ts";

/**
 * Opens sealed bytes with the beacon's signature of their round. About 30 ms.
 *
 * @param signature 48 bytes. It is not checked against the round: a wrong one opens nothing.
 * @throws AffineError `chain_decode` for malformed bytes, for the signature of another round or beacon, and for bytes
 * that were changed.
 */
export function open(sealed: Uint8Array, signature: Uint8Array): Uint8Array {
  const { u, v, w, ciphertext, nonce } = readSealed(sealed);
  const point = readG2(u, "U of the sealed text");
  const sigma = exclusiveOr(v, pairingMask(readG1(signature, "The beacon's signature"), point));
  const key = exclusiveOr(w, sigmaMask(sigma));
  const scalar = sealScalar(sigma, key);
  if (scalar === 0n || !bls12_381.G2.Point.BASE.multiply(scalar).equals(point)) {
    throw refuse("it was sealed for another round or beacon, or was changed");
  }
  const tagAt = ciphertext.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(ciphertext.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(0, tagAt)), decipher.final()]);
  } catch (cause) {
    throw refuse("its text was changed", cause);
  }
}

function refuse(why: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `The sealed text does not open: ${why}.`, { cause });
}
