import { z } from "zod";
import { addressSchema, blockNumberSchema, uidSchema } from "./schema.ts";

export const minerSchema = z.object({
  uid: uidSchema,
  hotkey: addressSchema,
  coldkey: addressSchema,
  /** Model repository, `owner/name`. */
  model: z.string().min(1).max(256),
  /** Commit of the model repository. */
  revision: z.string().min(1).max(128),
  /** Block at which the commitment became readable. */
  block: blockNumberSchema,
  /** OpenAI-compatible base URL that serves the model, ending in `/v1`. */
  baseUrl: z.url(),
  /** Deployment on the inference host, where it has one. */
  chuteId: z.string().nullable(),
});
/** Somebody who competes: a registered key with an admitted commitment. */
export type Miner = z.infer<typeof minerSchema>;
