/** Longest completion that is looked at, in UTF-16 code units. */
export const MAX_COMPLETION_LENGTH = 262_144;
/** Longest answer that is taken, in UTF-16 code units. */
export const MAX_ANSWER_LENGTH = 65_536;

/** Why no answer could be taken; each is a reason of a zero. */
export type ExtractionFailure =
  | "not_text"
  | "completion_too_long"
  | "unclosed_reasoning"
  | "no_answer"
  | "unclosed_answer"
  | "answer_too_long"
  | "forbidden_character";

export interface NoAnswer {
  readonly found: false;
  readonly reason: ExtractionFailure;
}

/** The answer of a completion, exactly as it stands there, or why there is none. */
export type Extraction = { readonly found: true; readonly answer: string } | NoAnswer;

export function noAnswer(reason: ExtractionFailure): NoAnswer {
  return { found: false, reason };
}
