import { z } from "zod";
import { messageSchema } from "../core/index.ts";

/** The text behind a record, found by the SHA-256 of its canonical bytes. */
export const transcriptSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("transcript"),
  challenge: z.string(),
  messages: z.array(messageSchema),
  /** The completion as it was evaluated. */
  text: z.string(),
  reasoning: z.string(),
  finishReason: z.string().nullable(),
  responseId: z.string().nullable(),
  servedModel: z.string().nullable(),
  sampling: z.strictObject({
    seed: z.int().nonnegative(),
    temperatureThousandths: z.int().nonnegative(),
    maxTokens: z.int().positive(),
  }),
});
export type Transcript = z.infer<typeof transcriptSchema>;
