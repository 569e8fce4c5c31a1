import type { AnswerChecks, AnswerResult } from "../answers/answer-checks.ts";
import type { ChainSummary, FoundShard } from "../chains/read-chain.ts";
import type { AuditedRecord } from "../records/audited-record.ts";

/** Who wins, as the records have it. */
export interface RecomputedDecision {
  /** Block as of which it holds; without a chain the newest that most of the voting shares have come to. */
  readonly block: number;
  readonly champion: { readonly hotkey: string; readonly model: string } | null;
  /** Records that were decided from. */
  readonly counted: number;
}

/** What is known when all chains were read. */
export interface ReadChains {
  readonly chains: ReadonlyMap<string, ChainSummary>;
  /** Judges what the share had left out. */
  readonly answers: AnswerChecks;
}

/** Replays a mechanism over the records of all validators. */
export interface DecisionAudit {
  /** Takes a verified shard, as it is read first. */
  add(shard: FoundShard): void;
  /** Takes what judging an answer again came to. */
  result(audited: AuditedRecord, result: AnswerResult): void;
  /** Validators that the records themselves name. */
  readonly mentioned: ReadonlySet<string>;
  /** Reports what does not follow from the records, the weights included; to be called once. */
  finish(read: ReadChains): Promise<RecomputedDecision | null>;
}
