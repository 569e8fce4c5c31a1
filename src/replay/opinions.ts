import type { StakedShare } from "../mechanism/index.ts";
import type { FindingRecord } from "../record/index.ts";
import type { LeftOutReason } from "../roster/index.ts";
import type { ShardBook } from "./shard-book.ts";
import { isMajority } from "./majority.ts";

/** Findings that say nothing of a model but that nobody served it at one look: the next look may find it. */
const AVAILABILITY_REASONS: ReadonlySet<string> = new Set<LeftOutReason>(["no_host", "host_unknown", "host_cold"]);

/** What the validators together think of a commitment. */
export type Opinion =
  | { readonly verdict: "ok" }
  | { readonly verdict: "refused"; readonly reason: string; readonly detail: string }
  /** Most find something wrong, but no majority anything in the model: it could not be reached. */
  | { readonly verdict: "unreachable"; readonly reason: string; readonly detail: string }
  /** Neither has a majority. */
  | { readonly verdict: "open" };

type Refusal = { readonly record: FindingRecord; readonly share: number } | null;

/** The opinion as of a grid block: each validator's last finding that was seen in time, weighed by voting share. */
export function opinionAt(
  book: ShardBook,
  subject: string,
  { grid, deadlineBlocks, shares }: { grid: number; deadlineBlocks: number; shares: readonly StakedShare[] },
): Opinion {
  // In the order of their chains, however they were read; those of one shard as they stand there.
  const found = [...book.findings(subject)].sort((a, b) => a.seq - b.seq);
  const approve = new Set<string>();
  const refuse = new Set<string>();
  /** Of those that refuse, who found something in the model itself. */
  const unfit = new Set<string>();
  let refusal: Refusal = null;
  let unfitness: Refusal = null;
  for (const { hotkey, share } of shares) {
    let last: FindingRecord | null = null;
    for (const { validator, seq, record } of found) {
      if (validator !== hotkey || record.block > grid || (last !== null && record.block < last.block)) continue;
      if (book.isTimely(validator, seq, grid + deadlineBlocks, shares)) last = record;
    }
    if (last === null) continue;
    if (last.reason === "ok") approve.add(hotkey);
    else {
      refuse.add(hotkey);
      if (refusal === null || share > refusal.share) refusal = { record: last, share };
      if (AVAILABILITY_REASONS.has(last.reason)) continue;
      unfit.add(hotkey);
      if (unfitness === null || share > unfitness.share) unfitness = { record: last, share };
    }
  }
  if (isMajority((hotkey) => approve.has(hotkey), shares)) return { verdict: "ok" };
  if (unfitness !== null && isMajority((hotkey) => unfit.has(hotkey), shares)) {
    return { verdict: "refused", reason: unfitness.record.reason, detail: unfitness.record.detail };
  }
  if (refusal !== null && isMajority((hotkey) => refuse.has(hotkey), shares)) {
    return { verdict: "unreachable", reason: refusal.record.reason, detail: refusal.record.detail };
  }
  return { verdict: "open" };
}
