/** Longest completion that is looked at, in UTF-16 code units: more than any model writes. */
export const MAX_COMPLETION_LENGTH = 67_108_864;
/** An answer is looked for in so many of the last code units: long reasoning costs no answer, and no time. */
export const MAX_TAIL_LENGTH = 524_288;
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
