import { z } from "zod";

const partSchema = z
  .looseObject({ type: z.string(), text: z.unknown() })
  .refine(({ type, text }) => type !== "output_text" || typeof text === "string", {
    message: "an output_text has a text",
    path: ["text"],
  });
const contentSchema = z.union([z.string(), z.array(partSchema)]);
const itemSchema = z
  .looseObject({ type: z.string().optional(), role: z.string().optional() })
  .refine((item) => !isAnswer(item) || contentSchema.safeParse(item["content"]).success, {
    message: "what a message says is a text, or a list of parts, each with a type and an output_text with a text",
    path: ["content"],
  });

/**
 * A response of OpenAI's Responses API, as far as its text goes. One that failed, or whose form is another, is no answer,
 * and not an empty one; one that was cut at its most tokens (`incomplete`) is what the model said.
 */
export const responseSchema = z.looseObject({
  output: z.array(itemSchema),
  status: z.enum(["completed", "incomplete"], "the response was never completed: there is no answer").nullish(),
  error: z.null("the response has an error: there is no answer").optional(),
});

/**
 * What the model said: the `output_text` of its messages, one after the other. Reasoning and tool calls are no answer, and
 * a message without parts says nothing.
 */
export function responseText({ output }: z.infer<typeof responseSchema>): string {
  return output
    .filter(isAnswer)
    .map(({ content }) => textOf(content as z.infer<typeof contentSchema>))
    .join("");
}

function isAnswer({ type = "message", role = "assistant" }: { type?: string | undefined; role?: string | undefined }) {
  return type === "message" && role === "assistant";
}

function textOf(content: z.infer<typeof contentSchema>): string {
  if (typeof content === "string") return content;
  return content.map(({ type, text }) => (type === "output_text" ? (text as string) : "")).join("");
}
