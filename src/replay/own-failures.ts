import { meaningOf, type RolloutRecord } from "../record/index.ts";

/** Whether a record tells of a failure of the validator itself: it asks again in time, and what stays so is missing. */
export function isOwnFailure(record: Pick<RolloutRecord, "outcome" | "score" | "reason">): boolean {
  return meaningOf(record).kind === "own_failure";
}
