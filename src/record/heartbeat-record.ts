import { z } from "zod";
import { blockNumberSchema } from "../core/index.ts";

/** Nothing happened: a reason to seal a shard, whose header tells whose records its writer has seen by which block. */
export const heartbeatRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("heartbeat"),
  netuid: z.int().min(0).max(65_535),
  /** Newest block when it was written. */
  block: blockNumberSchema,
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type HeartbeatRecord = z.infer<typeof heartbeatRecordSchema>;
