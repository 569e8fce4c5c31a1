import type { RecomputedDecision } from "./decision/decision-audit.ts";
import type { Deviation, DeviationCode, Note } from "./deviation.ts";

/**
 * - `verified`: everything that was looked at is as it should be.
 * - `deviations`: something is not.
 * - `incomplete`: nothing was found, but a part could not be looked at at all (a store that does not answer, a sandbox
 *   that does not run).
 */
export type Verdict = "verified" | "deviations" | "incomplete";

/** One validator's part. */
export interface ValidatorReport {
  readonly hotkey: string;
  /** `null` where no chain was asked or the key is not registered. */
  readonly uid: number | null;
  readonly stores: readonly string[];
  readonly shards: number;
  /** Rollouts, whatever their outcome. */
  readonly records: number;
  readonly firstBlock: number | null;
  readonly lastBlock: number | null;
  /** Newest block that its shards say anything of, and how far that is behind the chain. */
  readonly newestBlock: number | null;
  readonly ageBlocks: number | null;
  /** Answers that were judged again. */
  readonly judged: number;
  readonly deviations: number;
}

/** What an audit came to. */
export interface AuditReport {
  readonly verdict: Verdict;
  readonly netuid: number;
  readonly mechanism: string;
  /** Hash of the rules that records must name. */
  readonly rules: string;
  /** Newest block when the audit began; `null` without a chain. */
  readonly block: number | null;
  /** Part of the questions whose answers were judged again, and the seed that picked them. */
  readonly share: number;
  readonly seed: string;
  readonly shards: number;
  readonly records: number;
  /** Answers picked by the share, and judged again. */
  readonly picked: number;
  readonly judged: number;
  readonly validators: readonly ValidatorReport[];
  readonly decision: RecomputedDecision | null;
  /** How many there are by code; at most 200 of a code and validator stand below. */
  readonly deviationCounts: Readonly<Record<string, number>>;
  /** Codes that were told to make no verdict. */
  readonly tolerated: readonly DeviationCode[];
  readonly deviations: readonly Deviation[];
  /** What was not checked, or cannot be proved either way. */
  readonly notes: readonly Note[];
  /** Why a part could not be looked at. */
  readonly troubles: readonly { readonly code: string; readonly message: string; readonly hint: string | null }[];
  readonly elapsedMs: number;
}
