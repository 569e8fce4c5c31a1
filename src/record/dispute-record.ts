import { z } from "zod";
import { addressSchema, blockNumberSchema, outcomeSchema, sha256HexSchema, thousandthsSchema } from "../core/index.ts";

const verdictSchema = z.strictObject({
  outcome: outcomeSchema,
  score: thousandthsSchema,
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
});

/**
 * A validator's public statement that a peer's record is wrong: what the record says, and what its own evaluation of
 * the same transcript gives. Anybody can repeat it.
 */
export const disputeRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("dispute"),
  netuid: z.int().min(0).max(65_535),
  /** The round's block. */
  block: blockNumberSchema,
  /** Whose record it is, and the shard in which it stands. */
  validator: addressSchema,
  seq: z.int().nonnegative(),
  shard: sha256HexSchema,
  challenge: z.string().max(4096),
  hotkey: addressSchema,
  transcript: sha256HexSchema.nullable(),
  /** `null` where it is no rollout: `challenge` then names the record. */
  said: verdictSchema.nullable(),
  /** `null` when nothing could be evaluated, for instance for want of the transcript. */
  found: verdictSchema.nullable(),
  /** What is wrong: `other_score`, `other_question`, `transcript_missing`, … */
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type DisputeRecord = z.infer<typeof disputeRecordSchema>;
