import { utf8 } from "../core/index.ts";

/** A key that signs: sr25519 with the context `substrate`, as every Bittensor key. */
export interface SigningKey {
  /** ss58 address, format 42. */
  readonly address: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** A 64-byte sr25519 signature. */
  sign(message: Uint8Array): Uint8Array;
}

/** What a signature of this project is for; a signature for one purpose never passes for another. */
export type SigningDomain = "shard" | "extrinsic" | "snapshot" | "evidence" | "announcement";

/** The bytes that are signed: `affine/<domain>/v1`, a newline, then the message. */
export function domainMessage(domain: SigningDomain, message: Uint8Array): Uint8Array {
  const prefix = utf8(`affine/${domain}/v1\n`);
  const joined = new Uint8Array(prefix.length + message.length);
  joined.set(prefix);
  joined.set(message, prefix.length);
  return joined;
}
