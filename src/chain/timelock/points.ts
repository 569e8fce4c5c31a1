import type { Fp2 } from "@noble/curves/abstract/tower.js";
import type { WeierstrassPoint } from "@noble/curves/abstract/weierstrass.js";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { AffineError } from "../../core/index.ts";

export type PointG1 = WeierstrassPoint<bigint>;
export type PointG2 = WeierstrassPoint<Fp2>;

export const G1_BYTES = 48;
export const G2_BYTES = 96;

/**
 * Reads a compressed point and checks that it lies on the curve, in the group of prime order, and is not zero.
 *
 * @param what names it in messages, such as "The signature".
 * @throws AffineError `chain_decode`.
 */
export function readG1(bytes: Uint8Array, what: string): PointG1 {
  return readPoint(bytes, what, G1_BYTES, bls12_381.G1.Point);
}

/** As {@link readG1}, for a point of G2: 96 bytes. */
export function readG2(bytes: Uint8Array, what: string): PointG2 {
  return readPoint(bytes, what, G2_BYTES, bls12_381.G2.Point);
}

interface Group<Point> {
  fromBytes(bytes: Uint8Array): Point;
}

function readPoint<Point extends { is0(): boolean }>(
  bytes: Uint8Array,
  what: string,
  length: number,
  group: Group<Point>,
): Point {
  // The highest bit says that a point is compressed (https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html, C).
  if (bytes.length !== length || ((bytes[0] ?? 0) & 0x80) === 0)
    throw refuse(what, `has not ${length} compressed bytes`);
  let point: Point;
  try {
    // The library checks all three: field, curve and subgroup.
    point = group.fromBytes(bytes);
  } catch (cause) {
    throw refuse(what, "is no point of the curve's prime-order group", cause);
  }
  if (point.is0()) throw refuse(what, "is the point at infinity");
  return point;
}

function refuse(what: string, why: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `${what} ${why}.`, { cause });
}
