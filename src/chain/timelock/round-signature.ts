import { createHash } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { AffineError } from "../../core/index.ts";
import { BEACON_DOMAIN } from "./beacon.ts";
import { readG1, readG2, type PointG1 } from "./points.ts";

/** What a beacon signs in a round: the SHA-256 of its number (8 bytes, big-endian), hashed to G1. */
export function roundPoint(round: number): PointG1 {
  if (!Number.isSafeInteger(round) || round < 1) {
    throw new AffineError("invalid_input", `${round} is no round of a beacon: rounds are whole numbers from 1.`);
  }
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  const id = createHash("sha256").update(number).digest();
  return bls12_381.G1.hashToCurve(id, { DST: BEACON_DOMAIN });
}

/**
 * True when `signature` (48 bytes) is the beacon's for the round. Never throws on hostile bytes: it is then false.
 *
 * @throws AffineError `chain_decode` when `publicKey` is none, `invalid_input` for a round that cannot be.
 */
export function verifyRound(publicKey: Uint8Array, round: number, signature: Uint8Array): boolean {
  const key = readG2(publicKey, "The beacon's key");
  const point = roundPoint(round);
  let signed: PointG1;
  try {
    signed = readG1(signature, "The signature");
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return false;
    throw thrown;
  }
  // e(σ, G2) = e(Q, PK), as one product that must be 1.
  const product = bls12_381.pairingBatch([
    { g1: signed, g2: bls12_381.G2.Point.BASE.negate() },
    { g1: point, g2: key },
  ]);
  return bls12_381.fields.Fp12.eql(product, bls12_381.fields.Fp12.ONE);
}
