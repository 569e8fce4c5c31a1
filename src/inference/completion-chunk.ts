import { z } from "zod";

const contentPart = z.object({ text: z.string().nullish() });

/** A piece of the answer. Some hosts send content as a list of parts, some name the reasoning differently. */
const speechSchema = z.object({
  content: z.union([z.string(), z.array(contentPart)]).nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  refusal: z.string().nullish(),
});
export type Speech = z.infer<typeof speechSchema>;

const choiceSchema = z.object({
  index: z.number().nullish(),
  delta: speechSchema.nullish(),
  message: speechSchema.nullish(),
  finish_reason: z.string().nullish(),
});

/**
 * One event of a streamed chat completion, or a whole completion sent at once. What decides nothing (ids, usage) is
 * dropped when malformed; the text and the end must have their type.
 */
export const completionChunkSchema = z.object({
  id: z.string().nullish().catch(null),
  model: z.string().nullish().catch(null),
  choices: z.array(choiceSchema).nullish(),
  usage: z
    .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
});
export type CompletionChunk = z.infer<typeof completionChunkSchema>;

/** The text of a piece, whichever way it was sent. */
export function contentOf(speech: Speech): string {
  const content = speech.content;
  if (typeof content === "string") return content;
  return content?.map((part) => part.text ?? "").join("") ?? "";
}
