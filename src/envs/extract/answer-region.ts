import { MAX_COMPLETION_LENGTH, noAnswer, type NoAnswer } from "./extraction.ts";
import { findReasoning, type Reasoning } from "./headed-reasoning.ts";

/** A completion and where its reasoning is: an answer may stand only after that. */
export interface AnswerRegion {
  readonly text: string;
  readonly reasoning: Reasoning;
}

/** What can be looked at for an answer, or why nothing can. */
export function answerRegion(completion: unknown): AnswerRegion | NoAnswer {
  if (typeof completion !== "string") return noAnswer("not_text");
  if (completion.length > MAX_COMPLETION_LENGTH) return noAnswer("completion_too_long");
  const reasoning = findReasoning(completion);
  return reasoning === null ? noAnswer("completion_too_long") : { text: completion, reasoning };
}

/**
 * True when reasoning is opened before an answer, or after it other than by a mere mention, and never closed: the model
 * was cut off while thinking.
 *
 * @param end index after the answer, or the text's length where there is none.
 * @param start where the answer begins in which a mark of reasoning is a part of the answer, as in a comment of a program.
 */
export function isUnclosed({ firstOpened, lastOpened }: Reasoning, end: number, start = end): boolean {
  return (firstOpened !== -1 && firstOpened < start) || lastOpened >= end;
}
