import { z } from "zod";
import { addressSchema, blockNumberSchema } from "../core/index.ts";

/**
 * What a validator found out about a commitment that the chain cannot tell: whether the repository has that content and
 * whether the host serves exactly it. Written when the validator's opinion changes; the last one stands.
 */
export const findingRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("finding"),
  netuid: z.int().min(0).max(65_535),
  /** The grid block as of which it was found. */
  block: blockNumberSchema,
  hotkey: addressSchema,
  /** Which commitment: see `commitmentSubject` of the contest. */
  subject: z.string().regex(/^[0-9a-f]{32}$/),
  model: z.string().min(1).max(256),
  revision: z.string().min(1).max(128),
  /** `ok`, or the code of what is wrong. */
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  detail: z.string().max(256),
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type FindingRecord = z.infer<typeof findingRecordSchema>;
