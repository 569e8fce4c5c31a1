import { getPublicKey, secretFromSeed, sign } from "@scure/sr25519";
import { AffineError } from "../core/index.ts";
import type { SigningKey } from "./signing-key.ts";
import { encodeAddress } from "./ss58.ts";

/**
 * A key from its 32-byte mini secret (what Bittensor calls the secret seed).
 *
 * @throws AffineError `invalid_input` for another length.
 */
export function keyFromSeed(seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new AffineError("invalid_input", `A secret seed has 32 bytes, got ${seed.length}.`);
  return keyFromExpanded(secretFromSeed(seed));
}

/**
 * A key from its expanded secret in the form of @scure/sr25519: the scalar times 8, then the nonce. 64 bytes.
 * Nothing of the secret hangs on the object, so that logging a key shows its address only.
 */
export function keyFromExpanded(expanded: Uint8Array): SigningKey {
  const secret = Uint8Array.from(expanded);
  const publicKey = getPublicKey(secret);
  return {
    address: encodeAddress(publicKey),
    publicKey,
    sign: (message) => sign(secret, message),
  };
}
