import { z } from "zod";
import { outcomeSchema, usageSchema } from "./answer.ts";
import { messageSchema } from "./challenge.ts";
import {
  addressSchema,
  blockNumberSchema,
  envNameSchema,
  envVersionSchema,
  thousandthsSchema,
  uidSchema,
} from "./schema.ts";

export const rolloutSchema = z.object({
  /** Where the signed record stands: shard key and line, `key#line`. */
  id: z.string(),
  validator: addressSchema,
  round: z.int().nonnegative(),
  /** Block whose hash drew the question. */
  block: blockNumberSchema,
  env: envNameSchema,
  envVersion: envVersionSchema,
  challengeId: z.string(),
  miner: z.object({
    uid: uidSchema,
    hotkey: addressSchema,
    model: z.string(),
    revision: z.string(),
    block: blockNumberSchema,
  }),
  /** The conversation that was sent. */
  prompt: z.array(messageSchema),
  /** The model's text; `null` when it never answered or the transcript is gone. */
  completion: z.string().nullable(),
  outcome: outcomeSchema,
  /** Score as a fraction, 0..1; `null` where nothing was judged, which is not a 0. */
  score: z.number().min(0).max(1).nullable(),
  thousandths: thousandthsSchema.nullable(),
  /**
   * Whose doing it was: `judged` has a score; `unanswered` is held against the model in the contest all the same,
   * `unjudged` too; `own_failure` and `void` against nobody.
   */
  meaning: z.enum(["judged", "unjudged", "unanswered", "own_failure", "void"]),
  reason: z.string(),
  usage: usageSchema.nullable(),
  latencyMs: z.int().nonnegative(),
});
/** One verified answer of one miner to one question, with its text. */
export type Rollout = z.infer<typeof rolloutSchema>;
