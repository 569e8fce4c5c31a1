import { createHash } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { PointG1, PointG2 } from "./points.ts";

/*
 * The hashes of identity-based encryption as Boneh and Franklin have it (FullIdent, https://eprint.iacr.org/2001/090),
 * with the serialisations of the Rust crate `timelock` that Bittensor uses.
 */

/** Bytes of σ and of the key that it hides. */
export const KEY_BYTES = 32;

const FIELD_BYTES = 48;

/** The scalar of U: the big-endian number SHA-256(σ ‖ key), modulo the group's order. */
export function sealScalar(sigma: Uint8Array, key: Uint8Array): bigint {
  const digest = createHash("sha256").update(sigma).update(key).digest("hex");
  return BigInt(`0x${digest}`) % bls12_381.fields.Fr.ORDER;
}

/** SHA-256 of e(first, second), as 12 little-endian limbs of 48 bytes in the order of the field tower. */
export function pairingMask(first: PointG1, second: PointG2): Uint8Array {
  const { c0, c1 } = bls12_381.pairing(first, second);
  const hash = createHash("sha256");
  for (const sixth of [c0, c1]) {
    for (const quadratic of [sixth.c0, sixth.c1, sixth.c2]) hash.update(limb(quadratic.c0)).update(limb(quadratic.c1));
  }
  return hash.digest();
}

/** SHA-256(σ), which hides the key. */
export function sigmaMask(sigma: Uint8Array): Uint8Array {
  return createHash("sha256").update(sigma).digest();
}

/** Bytewise exclusive or of two byte strings of one length. */
export function exclusiveOr(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}

function limb(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * FIELD_BYTES, "0"), "hex").reverse();
}
