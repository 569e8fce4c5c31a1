import { z } from "zod";
import { addressSchema, blockNumberSchema, sha256HexSchema } from "../core/index.ts";

/** Most roots that a decision names: the oldest ones. */
export const MAX_ROOTS = 64;

/**
 * Who is champion by a validator's own replay, as of a grid block, with the hash of the evidence document behind it.
 * Validators that read the same records write the same.
 */
export const decisionRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("decision"),
  netuid: z.int().min(0).max(65_535),
  /** The grid block as of which it holds. */
  block: blockNumberSchema,
  /** Last round that was played by then; -1 before the first. */
  round: z.int().min(-1),
  reign: z.int().nonnegative(),
  champion: addressSchema.nullable(),
  /**
   * SHA-256 of each snapshot of the chain on whose own list everything after it rests, oldest first: by them a reader
   * that starts now begins where everybody began, whatever somebody dates back.
   */
  roots: z.array(sha256HexSchema).max(MAX_ROOTS).exactOptional(),
  /** SHA-256 of the evidence document. */
  evidence: sha256HexSchema,
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
