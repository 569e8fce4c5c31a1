import type { ValidatorShare } from "../mechanism/index.ts";
import type { FindingRecord } from "../record/index.ts";
import type { ShardBook } from "./shard-book.ts";
import { isMajority } from "./voice.ts";

/** What the validators together think of a commitment. */
export type Opinion =
  | { readonly verdict: "ok" }
  | { readonly verdict: "refused"; readonly reason: string; readonly detail: string }
  /** Neither has more than half of the voice. */
  | { readonly verdict: "open" };

/** The opinion as of a grid block: each validator's last finding that was seen in time, weighed by voice. */
export function opinionAt(
  book: ShardBook,
  subject: string,
  { grid, deadlineBlocks, shares }: { grid: number; deadlineBlocks: number; shares: readonly ValidatorShare[] },
): Opinion {
  const found = book.findings(subject);
  let approvedBp = 0;
  let refusedBp = 0;
  let refusal: { record: FindingRecord; shareBp: number } | null = null;
  for (const { hotkey, shareBp } of shares) {
    let last: FindingRecord | null = null;
    for (const { validator, seq, record } of found) {
      if (validator !== hotkey || record.block > grid || (last !== null && record.block <= last.block)) continue;
      if (book.isTimely(validator, seq, grid + deadlineBlocks, shares)) last = record;
    }
    if (last === null) continue;
    if (last.reason === "ok") approvedBp += shareBp;
    else {
      refusedBp += shareBp;
      if (refusal === null || shareBp > refusal.shareBp) refusal = { record: last, shareBp };
    }
  }
  if (isMajority(approvedBp, shares)) return { verdict: "ok" };
  if (isMajority(refusedBp, shares) && refusal !== null) {
    return { verdict: "refused", reason: refusal.record.reason, detail: refusal.record.detail };
  }
  return { verdict: "open" };
}
