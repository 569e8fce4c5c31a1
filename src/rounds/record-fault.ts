import type { Outcome } from "../core/index.ts";
import type { RolloutRecord } from "../record/index.ts";

/** What an evaluation of one's own makes of an answer. */
export interface OwnVerdict {
  readonly outcome: Outcome;
  /** Thousandths. */
  readonly score: number;
  readonly reason: string;
}

/** What is wrong with a peer's record, and what it should have said where that is known. */
export interface RecordFault {
  readonly reason:
    | "transcript_missing"
    | "other_question"
    | "other_sampling"
    | "other_turns"
    | "other_observation"
    | "turn_after_end"
    | "unfinished"
    | "other_score"
    | "other_outcome"
    | "challenge_works"
    | "checker_works";
  readonly found: OwnVerdict | null;
}

/** The record against what was found. */
export function compared(record: RolloutRecord, found: OwnVerdict): RecordFault | null {
  const { outcome, score } = record;
  if (outcome === found.outcome && (outcome !== "scored" || score === found.score)) return null;
  if (outcome === "invalid") return { reason: "checker_works", found };
  return { reason: outcome === found.outcome ? "other_score" : "other_outcome", found };
}

export function wrong(reason: RecordFault["reason"]): RecordFault {
  return { reason, found: null };
}
