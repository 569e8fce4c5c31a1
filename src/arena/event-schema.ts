import { z } from "zod";
import { addressSchema, blockNumberSchema, uidSchema } from "../core/index.ts";
import { testIdSchema } from "./test-schema.ts";

export const EVENT_KINDS = ["test_started", "test_ended", "crown", "throne_vacant"] as const;

/** Something that happened in the contest, as it follows from the records. */
export const arenaEventSchema = z.object({
  /** Place in the history, from 0. */
  n: z.int().nonnegative(),
  block: blockNumberSchema,
  kind: z.enum(EVENT_KINDS),
  uid: uidSchema.nullable(),
  hotkey: addressSchema.nullable(),
  model: z.string().nullable(),
  test: testIdSchema.nullable(),
  /** In words. */
  text: z.string(),
});
export type ArenaEvent = z.infer<typeof arenaEventSchema>;
