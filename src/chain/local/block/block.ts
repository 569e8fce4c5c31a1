import { z } from "zod";
import {
  blockHashSchema,
  blockNumberSchema,
  canonicalBytes,
  sha256,
  sha256HexSchema,
  taggedHash,
  type Canonical,
} from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import type { Opened } from "../state/openings.ts";
import { rootCallSchema, type RootCall } from "../calls/call.ts";
import { extrinsicSchema, type Extrinsic } from "./extrinsic.ts";

const entrySchema = z.union([
  z.strictObject({ signed: extrinsicSchema, error: z.string().nullable() }),
  z.strictObject({ root: rootCallSchema, error: z.string().nullable() }),
]);

export const blockSchema = z.strictObject({
  number: blockNumberSchema,
  timestampMs: z.int().nonnegative(),
  /** 32 fresh random bytes: why nobody knows the hash beforehand. */
  entropy: sha256HexSchema,
  hash: blockHashSchema,
  /** What was inside of the seals that the block opens, see state/openings.ts. */
  opened: z.array(
    z
      .string()
      .regex(/^([0-9a-f]{2})*$/)
      .nullable(),
  ),
  entries: z.array(entrySchema),
});

/** A call in a block, and the name of the error it ended with. */
export type BlockEntry =
  | { readonly signed: Extrinsic; readonly error: string | null }
  | { readonly root: RootCall; readonly error: string | null };

export interface Block {
  readonly number: number;
  readonly timestampMs: number;
  readonly entropy: string;
  readonly hash: Hex;
  readonly opened: readonly Opened[];
  readonly entries: readonly BlockEntry[];
}

/** The hash of a block: everything in it, the block before it and its random bytes. */
export function blockHash(previous: Hex, block: Omit<Block, "hash">): Hex {
  const root = sha256(canonicalBytes({ opened: block.opened, entries: block.entries }));
  const parts = [bytesOf(previous), block.number, block.timestampMs, root, Buffer.from(block.entropy, "hex")] as const;
  return `0x${Buffer.from(taggedHash("affine/local-block/v2", ...parts)).toString("hex")}`;
}

/** The hash of block 0, which tells this chain from every other. */
export function genesisHash(genesis: Canonical, timestampMs: number, entropy: Uint8Array): Hex {
  const parts = [canonicalBytes(genesis), timestampMs, entropy] as const;
  return `0x${Buffer.from(taggedHash("affine/local-genesis/v2", ...parts)).toString("hex")}`;
}

function bytesOf(hash: Hex): Uint8Array {
  return Buffer.from(hash.slice(2), "hex");
}
