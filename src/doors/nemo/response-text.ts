import { z } from "zod";

const partSchema = z.object({ type: z.string(), text: z.string() });
const itemSchema = z.object({ type: z.string().default("message"), role: z.string().optional(), content: z.unknown() });

/** A response of OpenAI's Responses API, as far as its text goes. */
export const responseSchema = z.looseObject({ output: z.array(z.unknown()) });

/**
 * What the model said: the `output_text` of its messages, one after the other. Reasoning and tool calls are no answer, and
 * a message without text says nothing.
 */
export function responseText({ output }: z.infer<typeof responseSchema>): string {
  return output.map(textOfItem).join("");
}

function textOfItem(item: unknown): string {
  const read = itemSchema.safeParse(item);
  if (!read.success || read.data.type !== "message" || (read.data.role ?? "assistant") !== "assistant") return "";
  const { content } = read.data;
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(textOfPart).join("") : "";
}

function textOfPart(part: unknown): string {
  const read = partSchema.safeParse(part);
  return read.success && read.data.type === "output_text" ? read.data.text : "";
}
