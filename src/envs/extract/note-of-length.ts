import { MAX_COMPLETION_LENGTH, MAX_TAIL_LENGTH, type ExtractionFailure } from "./extraction.ts";

/** What is said of a text of whose beginning nothing was read: an answer may stand there, or the opening of one. */
const UNREAD: readonly string[] = ["no_answer", "unclosed_answer"] satisfies ExtractionFailure[];

/**
 * Why there is no answer, where the text's length is the reason and the verdict does not say so: its reason is on record,
 * and another one would make records of before wrong. In words, or `null`.
 *
 * @param reason of the verdict
 * @param length of the text, in UTF-16 code units
 */
export function noteOfLength(reason: string, length: number): string | null {
  if (length > MAX_COMPLETION_LENGTH) {
    return `The text has ${length} characters, and one of more than ${MAX_COMPLETION_LENGTH} is not read.`;
  }
  if (length <= MAX_TAIL_LENGTH || !UNREAD.includes(reason)) return null;
  return `The text has ${length} characters, and an answer is looked for in the last ${MAX_TAIL_LENGTH} alone.`;
}
