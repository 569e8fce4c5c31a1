import { z } from "zod";
import type { Hex } from "../../chain.ts";

/** Forms of what a node answers to the methods of Substrate's JSON-RPC that are used here. */

const isHex = (text: string): text is Hex => /^0x([0-9a-f]{2})*$/.test(text);
const isHash = (text: string): text is Hex => /^0x[0-9a-f]{64}$/.test(text);

export const hexSchema = z.string().refine(isHex, "hexadecimal bytes");
export const hashSchema = z.string().refine(isHash, "a block hash");
export const hashOrNullSchema = hashSchema.nullable();

/** Number of a header; the rest of it is not needed. */
export const headerSchema = z.object({
  number: z
    .string()
    .regex(/^0x[0-9a-f]{1,13}$/, "a block number")
    .transform((text) => Number.parseInt(text, 16)),
});

/** A whole header, as its hash needs it. */
export const fullHeaderSchema = headerSchema.extend({
  parentHash: hashSchema,
  stateRoot: hashSchema,
  extrinsicsRoot: hashSchema,
  digest: z.object({ logs: z.array(hexSchema).max(1024) }),
});
export type FullHeader = z.infer<typeof fullHeaderSchema>;

export const subscriptionSchema = z.union([z.string(), z.number()]).transform(String);

export const runtimeVersionSchema = z.object({
  specName: z.string().max(64),
  specVersion: z.int().nonnegative(),
  transactionVersion: z.int().nonnegative(),
});
export type RuntimeVersion = z.infer<typeof runtimeVersionSchema>;

export const blockSchema = z.object({ block: z.object({ extrinsics: z.array(hexSchema) }) });

export const keysSchema = z.array(hexSchema);

/** Pairs of key and value in the state of one block. */
export const changesSchema = z.array(z.object({ changes: z.array(z.tuple([hexSchema, hexSchema.nullable()])) }));

/** A value of the state; null where there is none. */
export const storedValueSchema = hexSchema.nullable();

/** Parts of a read proof, in any order. */
export const readProofSchema = z.object({ proof: z.array(hexSchema) });

export const nonceSchema = z.int().nonnegative();
