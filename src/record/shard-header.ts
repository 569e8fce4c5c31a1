import { hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import {
  addressSchema,
  blockNumberSchema,
  canonicalBytes,
  sha256Hex,
  sha256HexSchema,
  kinds,
  need,
} from "../core/index.ts";
import { domainMessage } from "../wallet/signing-key.ts";
import { isAddress } from "../wallet/ss58.ts";
import { verify as verifySr25519 } from "../wallet/verify.ts";

/** Most heads that a header may list. */
export const MAX_HEADS = 256;

export const shardHeadSchema = z.strictObject({
  hotkey: addressSchema,
  seq: z.int().nonnegative(),
  /** SHA-256 of that shard's uncompressed bytes. */
  hash: sha256HexSchema,
});
/** The last shard of a chain, as somebody saw it. */
export type ShardHead = z.infer<typeof shardHeadSchema>;

/**
 * What is signed: everything that a shard says about itself. In version 1 `previous` is the SHA-256 of the shard before
 * it, signature and all, which a signer cannot know; from version 2 on it is {@link headerHash} of the shard before,
 * whatever its version. A chain may go from 1 to 2, never back.
 */
export const shardHeaderSchema = z.strictObject({
  v: z.literal([1, 2]),
  kind: z.literal("shard"),
  netuid: z.int().min(0).max(65_535),
  /** Who signs. */
  hotkey: addressSchema,
  /** Place in the chain, from 0. */
  seq: z.int().nonnegative(),
  /** What names the shard before, see above; `null` for the first. */
  previous: sha256HexSchema.nullable(),
  /** Lowest and highest block of the records. */
  firstBlock: blockNumberSchema,
  lastBlock: blockNumberSchema,
  /** Records, at least 1. */
  count: z.int().positive(),
  /** SHA-256 of the body: every byte after the header's newline. */
  body: sha256HexSchema,
  /**
   * Newest block that the writer knew when it signed; on it rests who had seen what in time. Shards of the first
   * version lack it, and witness nothing.
   */
  sealedBlock: blockNumberSchema.exactOptional(),
  /** Other validators' chains as the writer saw them, by hotkey. */
  heads: z.array(shardHeadSchema).max(MAX_HEADS),
  /** The network parameters under which all records of this shard were made. */
  rules: z.string().regex(/^[0-9a-f]{16}$/),
  /** Writer's clock, milliseconds since 1970; informational. */
  atMs: z.int().nonnegative(),
});
export type ShardHeader = z.infer<typeof shardHeaderSchema>;

/**
 * `details.name` of a signer's refusal of a header for its block of sealing or its version alone: no header of its seq
 * was signed, so it may be drafted again with the present ones.
 */
export const HEADER_STALE = "HeaderStale";

/** First line of a shard. */
export const signedShardHeaderSchema = shardHeaderSchema.extend({
  /** sr25519 over {@link shardMessage}, 64 bytes in lower-case hexadecimal. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedShardHeader = z.infer<typeof signedShardHeaderSchema>;

/** Checks a signature of an ss58 address over a message; false for anything that is not one. */
export type VerifySignature = (address: string, message: Uint8Array, signature: Uint8Array) => boolean;

/** SHA-256 of the canonical header without its signature: what its signer knows, and what an announced head names. */
export function headerHash(header: ShardHeader): string {
  return sha256Hex(canonicalBytes(header));
}

/** The bytes that the hotkey signs: the header without its signature, in the domain of shards. */
export function shardMessage(header: ShardHeader): Uint8Array {
  need(kinds.object, header, "shardMessage", "the header of a shard, without its signature");
  return domainMessage("shard", canonicalBytes(header));
}

/**
 * Whether a signature is the header's hotkey's.
 *
 * @param verify Default: sr25519 of Bittensor keys.
 */
export function isSignedByHotkey(
  header: ShardHeader,
  signature: Uint8Array,
  verify: VerifySignature = verifySr25519,
): boolean {
  // An address with a wrong checksum is nobody's.
  return isAddress(header.hotkey) && verify(header.hotkey, shardMessage(header), signature);
}

/** A signed header taken apart. */
export function splitSignature(signed: SignedShardHeader): { header: ShardHeader; signature: Uint8Array } {
  const { signature, ...header } = signed;
  return { header, signature: hexToBytes(signature) };
}
