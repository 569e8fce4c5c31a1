import { verify as verifySr25519 } from "@scure/sr25519";
import { decodeAddress } from "./ss58.ts";

/**
 * True when `signature` is `signer`'s over `message`. Never throws on a hostile signature or key: it is then false.
 *
 * @param signer an ss58 address or a 32-byte public key.
 * @throws AffineError `invalid_input` when `signer` is a text that is not an address.
 */
export function verify(signer: string | Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = typeof signer === "string" ? decodeAddress(signer) : signer;
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verifySr25519(message, signature, publicKey);
  } catch (thrown) {
    // The library throws on bytes that are no curve point or carry no sr25519 mark: not a signature of anybody.
    if (thrown instanceof Error) return false;
    throw thrown;
  }
}
