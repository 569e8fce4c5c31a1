import { createCipheriv, randomBytes } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { NONCE_BYTES, writeSealed } from "./layout.ts";
import { readG2 } from "./points.ts";
import { roundPoint } from "./round-signature.ts";
import { exclusiveOr, KEY_BYTES, pairingMask, sealScalar, sigmaMask } from "./sealed-key.ts";

export interface SealOptions {
  /** 96 bytes: whose rounds open it. */
  readonly publicKey: Uint8Array;
  readonly round: number;
  /** Source of the key, σ and the nonce; only tests have a reason for another than the system's. */
  readonly random?: (bytes: number) => Uint8Array;
}

/**
 * Encrypts bytes so that nobody can read them before the beacon has published its signature of the round. About 30 ms.
 *
 * @example
 * seal(Buffer.from("later"), { publicKey: QUICKNET.publicKey, round: revealRound(QUICKNET, { nowMs, blocks: 360, blockMs: 12_000 }) });
 *
 * @returns 244 bytes more than `text` has.
 * @throws AffineError `invalid_input` for a round that cannot be, `chain_decode` for a key that is none.
 */
export function seal(text: Uint8Array, { publicKey, round, random = randomBytes }: SealOptions): Uint8Array {
  const beacon = readG2(publicKey, "The beacon's key");
  const point = roundPoint(round);
  for (;;) {
    const [key, sigma, nonce] = [random(KEY_BYTES), random(KEY_BYTES), random(NONCE_BYTES)];
    const scalar = sealScalar(sigma, key);
    // One chance in 2^255; the points could not be written.
    if (scalar === 0n) continue;
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return writeSealed({
      u: bls12_381.G2.Point.BASE.multiply(scalar).toBytes(true),
      // e(Q, r·PK) = e(r·Q, PK), and in G1 multiplying costs less.
      v: exclusiveOr(sigma, pairingMask(point.multiply(scalar), beacon)),
      w: exclusiveOr(key, sigmaMask(sigma)),
      ciphertext,
      nonce,
    });
  }
}
