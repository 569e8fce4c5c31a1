import { z } from "zod";
import { promptMessageSchema } from "../models/index.ts";

const tokenLimitSchema = z.int().min(1).max(1_000_000);

/** The fields of `POST /v1/chat/completions` that mean something here; others are ignored, as servers of models do. */
export const chatRequestSchema = z.object({
  model: z.string().min(1).max(256),
  messages: z.array(promptMessageSchema).min(1).max(1000),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  seed: z.int().nullish(),
  max_tokens: tokenLimitSchema.nullish(),
  max_completion_tokens: tokenLimitSchema.nullish(),
  n: z.literal(1, "one choice is all there is").nullish(),
});
export type ChatRequest = z.output<typeof chatRequestSchema>;
