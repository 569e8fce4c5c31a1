import type { RolloutRecord, Transcript } from "../../record/index.ts";
import type { RecordFault } from "../../rounds/index.ts";
import type { DEVIATIONS } from "../deviation.ts";

/** Deviations by what an evaluation of one's own finds wrong: one word for one thing, whoever tells it. */
const DEVIATION_OF = {
  transcript_missing: "missing_transcript",
  other_question: "foreign_transcript",
  other_sampling: "altered_sampling",
  other_turns: "altered_turns",
  other_observation: "altered_observation",
  turn_after_end: "turn_after_end",
  unfinished: "unfinished_episode",
  other_score: "wrong_score",
  other_outcome: "wrong_outcome",
  challenge_works: "wrong_outcome",
  checker_works: "wrong_outcome",
} as const satisfies Record<RecordFault["reason"], keyof typeof DEVIATIONS>;

/** The deviation that a record's fault is told as. */
export function deviationOfFault(
  { reason }: Pick<RecordFault, "reason">,
  record: Pick<RolloutRecord, "challenge">,
  transcript: Pick<Transcript, "challenge"> | undefined,
): keyof typeof DEVIATIONS {
  // The same question in other words.
  if (reason === "other_question" && transcript?.challenge === record.challenge) return "altered_prompt";
  return DEVIATION_OF[reason];
}
