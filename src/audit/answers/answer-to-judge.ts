import type { RequestRules } from "../../replay/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import type { DeviationCode, Evidence, NoteCode } from "../deviation.ts";

/** A record about one answer, and the stored transcript. Plain data: it goes to a worker thread. */
export interface AnswerToJudge {
  /** The caller's own number for it. */
  readonly id: number;
  readonly record: RolloutRecord;
  /** Stored bytes of its transcript; `null` where the record names none. */
  readonly bytes: Uint8Array | null;
}

/** All answers of one validator to one question that are to be judged again. */
export interface QuestionToJudge {
  /** Challenge id. */
  readonly challenge: string;
  readonly request: RequestRules;
  readonly answers: readonly AnswerToJudge[];
}

/** What judging one answer again came to. */
export interface Judgement {
  readonly id: number;
  /** Whether the answer was evaluated again to its end. */
  readonly judged: boolean;
  /** Why the record does not stand, as every validator finds it when it evaluates its peers' records. */
  readonly fault: string | null;
  /** What the transcript says of who answered; `null` without one. */
  readonly served: { readonly model: string | null; readonly responseId: string | null } | null;
  readonly deviations: readonly {
    readonly code: DeviationCode;
    readonly message: string;
    readonly evidence: Evidence;
  }[];
  readonly notes: readonly { readonly code: NoteCode; readonly detail: string | null }[];
}
