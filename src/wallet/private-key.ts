import { getPublicKey } from "@scure/sr25519";
import { AffineError } from "../core/index.ts";

/*
 * Two spellings of the same 64-byte secret are in use. Bittensor's key files hold the scalar as it is (schnorrkel's
 * `SecretKey::to_bytes`); Polkadot's JavaScript tools and @scure/sr25519 hold the scalar times 8
 * (`to_ed25519_bytes`). The second half, the nonce, is the same in both.
 */

/** The spelling of key files from the one of @scure/sr25519. */
export function privateKeyFromExpanded(expanded: Uint8Array): Uint8Array {
  return withScalar(expanded, readScalar(expanded) >> 3n);
}

/** The spelling of @scure/sr25519 from the one of key files. */
export function expandedFromPrivateKey(privateKey: Uint8Array): Uint8Array {
  return withScalar(privateKey, readScalar(privateKey) << 3n);
}

/**
 * The expanded secret of a private key in either spelling: the one that makes the known public key; the one of
 * Bittensor's files when no public key is known.
 *
 * @throws AffineError `credentials_invalid` when it is not 64 bytes, not a key, or the key of somebody else.
 */
export function expandedSecret(privateKey: Uint8Array, publicKey: Uint8Array | undefined): Uint8Array {
  if (privateKey.length !== 64) {
    throw new AffineError("credentials_invalid", `A private key has 64 bytes, got ${privateKey.length}.`);
  }
  const spellings = [() => expandedFromPrivateKey(privateKey), () => privateKey];
  for (const spelling of publicKey === undefined ? spellings.slice(0, 1) : spellings) {
    const made = tryKey(spelling);
    if (made !== undefined && (publicKey === undefined || Buffer.from(made.publicKey).equals(publicKey))) {
      return made.expanded;
    }
  }
  throw new AffineError(
    "credentials_invalid",
    publicKey === undefined
      ? "The private key is not an sr25519 key."
      : "The private key does not make the public key.",
  );
}

function tryKey(spelling: () => Uint8Array): { expanded: Uint8Array; publicKey: Uint8Array } | undefined {
  try {
    const expanded = spelling();
    return { expanded, publicKey: getPublicKey(expanded) };
  } catch (thrown) {
    // A scalar out of range in this spelling; its text may quote bytes of the secret, so it goes no further.
    if (thrown instanceof Error) return undefined;
    throw thrown;
  }
}

function readScalar(secret: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(secret.subarray(0, 32)).reverse().toString("hex")}`);
}

function withScalar(secret: Uint8Array, scalar: bigint): Uint8Array {
  const hex = scalar.toString(16).padStart(64, "0");
  if (hex.length > 64) throw new RangeError("The scalar does not fit.");
  return Uint8Array.from([...Buffer.from(hex, "hex").reverse(), ...secret.subarray(32)]);
}
