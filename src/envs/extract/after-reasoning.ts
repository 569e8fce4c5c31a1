import { asciiLowercase } from "./ascii-lowercase.ts";
import { MAX_COMPLETION_LENGTH, noAnswer, type NoAnswer } from "./extraction.ts";

const TAGS = ["think", "thinking", "reasoning"] as const;

/** The part of a completion in which an answer may stand, and the same part in ASCII lower case. */
export interface AnswerRegion {
  readonly text: string;
  readonly lower: string;
}

/**
 * What follows the last `</think>`, `</thinking>` or `</reasoning>`. A think tag opened after that was never closed:
 * the model ran out of room while thinking, and nothing in it is an answer.
 */
export function afterReasoning(completion: unknown): AnswerRegion | NoAnswer {
  if (typeof completion !== "string") return noAnswer("not_text");
  if (completion.length > MAX_COMPLETION_LENGTH) return noAnswer("completion_too_long");
  const lower = asciiLowercase(completion);
  let start = 0;
  for (const tag of TAGS) {
    const close = `</${tag}>`;
    const at = lower.lastIndexOf(close);
    if (at !== -1) start = Math.max(start, at + close.length);
  }
  if (TAGS.some((tag) => lower.indexOf(`<${tag}>`, start) !== -1)) return noAnswer("unclosed_reasoning");
  return { text: completion.slice(start), lower: lower.slice(start) };
}
