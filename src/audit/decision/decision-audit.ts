import type { FoundShard } from "../chains/read-chain.ts";
import type { WeightsToCheck } from "./weights-on-chain.ts";

/** Who wins, as the records have it. */
export interface RecomputedDecision {
  /** Block as of which it holds. */
  readonly block: number;
  readonly champion: { readonly hotkey: string; readonly model: string } | null;
  /** Records that counted. */
  readonly counted: number;
}

/** Replays a mechanism over the records of all validators. */
export interface DecisionAudit {
  /** Takes a verified shard, in any order. */
  add(shard: FoundShard): void;
  /** Takes what judging again found wrong with a record of a shard that was added. */
  fault(place: { readonly key: string; readonly line: number }, code: string): void;
  /** To be called once when everything was added: reports what follows, the weights included. */
  finish(weights: readonly WeightsToCheck[]): Promise<RecomputedDecision | null>;
  /** Newest block that a validator's records decide about. */
  publishedBlock(validator: string): number | undefined;
}
