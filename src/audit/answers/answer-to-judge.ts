import type { RequestRules } from "../../contest/index.ts";
import type { Outcome } from "../../core/index.ts";
import type { DeviationCode, Evidence, NoteCode } from "../deviation.ts";

/** What a record says about one answer, and the stored transcript. Plain data: it goes to a worker thread. */
export interface AnswerToJudge {
  /** The caller's own number for it. */
  readonly id: number;
  readonly hotkey: string;
  readonly model: string;
  readonly outcome: Outcome;
  readonly score: number;
  readonly reason: string;
  /** SHA-256 that the record names; `null` when nothing was said. */
  readonly transcript: string | null;
  /** Stored bytes; `null` where the record names none. */
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
  readonly deviations: readonly {
    readonly code: DeviationCode;
    readonly message: string;
    readonly evidence: Evidence;
  }[];
  readonly notes: readonly { readonly code: NoteCode; readonly detail: string | null }[];
}
