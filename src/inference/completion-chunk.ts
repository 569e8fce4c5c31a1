import { z } from "zod";

/** A part of a content that comes as a list. Mistral's reasoning models put their thinking into parts of its own. */
const contentPart = z.union([
  z.string(),
  z
    .object({
      type: z.string().nullish().catch(null),
      text: z.string().nullish(),
      thinking: z
        .union([z.string(), z.array(z.object({ text: z.string().nullish() }))])
        .nullish()
        .catch(null),
    })
    // An object that is no part of a content is no empty answer.
    .refine(({ type, text, thinking }) => type || text != null || thinking != null),
]);
const content = z.union([z.string(), z.array(contentPart), contentPart]).nullish();

/** A piece of the answer. Some hosts send content as a list of parts, some name the reasoning differently. */
const speechSchema = z.object({
  content,
  reasoning_content: z.string().nullish().catch(null),
  reasoning: z.string().nullish().catch(null),
  thinking: z.string().nullish().catch(null),
  refusal: z.string().nullish().catch(null),
});
export type Speech = z.infer<typeof speechSchema>;

/** PHP writes an empty object as an empty list. */
const speech = z.preprocess(
  (value) => (Array.isArray(value) && value.length === 0 ? null : value),
  speechSchema.nullish(),
);

const choiceSchema = z.object({
  index: z.coerce.number().nullish().catch(null),
  delta: speech,
  message: speech,
  /** Of a completion that is no chat. */
  text: z.string().nullish().catch(null),
  finish_reason: z.string().nullish(),
  error: z.unknown().optional(),
});

/**
 * One event of a streamed chat completion, or a whole completion sent at once. What decides nothing (ids, usage) is
 * dropped when malformed; the text and the end must have their type.
 */
export const completionChunkSchema = z.object({
  id: z.string().nullish().catch(null),
  model: z.string().nullish().catch(null),
  object: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  choices: z.array(choiceSchema).nullish(),
  usage: z
    .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
  /** Of errors that stand where a chunk should. */
  detail: z.unknown().optional(),
  message: z.unknown().optional(),
  code: z.unknown().optional(),
  status: z.unknown().optional(),
});
export type CompletionChunk = z.infer<typeof completionChunkSchema>;

type Choice = z.infer<typeof choiceSchema>;

/** Whether a choice brings a piece of an answer, be it empty; what has nothing but a finish reason brings none. */
export function isSaid({ delta, message, text }: Choice): boolean {
  if (delta || typeof text === "string") return true;
  return message ? Object.values(message).some((piece) => piece !== undefined) : false;
}

/** The text of a piece, whichever way it was sent. */
export function contentOf({ content }: Speech): string {
  return partsOf(content)
    .map((part) => (typeof part === "string" ? part : (part.text ?? "")))
    .join("");
}

/** The reasoning of a piece, under whichever name. */
export function reasoningOf(speech: Speech): string {
  const named = speech.reasoning_content ?? speech.reasoning ?? speech.thinking ?? "";
  const inParts = partsOf(speech.content).map((part) => (typeof part === "string" ? "" : thoughtOf(part.thinking)));
  return named + inParts.join("");
}

function partsOf(content: Speech["content"]) {
  if (content === null || content === undefined) return [];
  return Array.isArray(content) ? content : [content];
}

function thoughtOf(thinking: string | readonly { text?: string | null | undefined }[] | null | undefined): string {
  if (typeof thinking === "string") return thinking;
  return thinking?.map(({ text }) => text ?? "").join("") ?? "";
}
