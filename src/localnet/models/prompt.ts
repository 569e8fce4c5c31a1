import { z } from "zod";

const partSchema = z.object({ type: z.literal("text"), text: z.string() });

export const promptMessageSchema = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(partSchema).transform((parts) => parts.map((part) => part.text).join(""))]),
});
/** One turn of a conversation as chat completions carry it; lists of text parts are joined. */
export type PromptMessage = z.output<typeof promptMessageSchema>;

/** All that a model ever sees of a question. */
export interface Prompt {
  readonly messages: readonly PromptMessage[];
  /** What was asked: the last turn of the user, or an empty text. */
  readonly question: string;
}

/** The prompt of a conversation. */
export function promptOf(messages: readonly PromptMessage[]): Prompt {
  return { messages, question: messages.findLast((message) => message.role === "user")?.content ?? "" };
}
