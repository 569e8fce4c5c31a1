import { z } from "zod";
import { messageSchema } from "../core/index.ts";

const saidSchema = z.strictObject({
  text: z.string(),
  reasoning: z.string(),
  finishReason: z.string().nullable(),
  responseId: z.string().nullable(),
  servedModel: z.string().nullable(),
  /** Sampling seed of the turn. */
  seed: z.int().nonnegative(),
});
/** What a model said in one turn of an episode, reasoning and all. */
export type SaidTurn = z.infer<typeof saidSchema>;

/** The text behind a record, found by the SHA-256 of its canonical bytes. */
export const transcriptSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("transcript"),
  challenge: z.string(),
  /** What was sent with the last request: of an episode the whole history, without reasoning. */
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
  /** Of an episode: the turns before the last one, as the model said them; `text` and the rest are the last turn's. */
  earlier: z.array(saidSchema).min(1).max(31).exactOptional(),
});
export type Transcript = z.infer<typeof transcriptSchema>;
