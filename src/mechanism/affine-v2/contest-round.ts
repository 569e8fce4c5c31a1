import { need } from "../../core/index.ts";
import { V2_CONSTANTS, v2ChoicesKind, type V2NetworkChoices } from "./constants.ts";
import type { RoundRecord, RoundScores, ValidatorShare } from "./round.ts";

/** A round as the schedule set it: computed once, from the state that was complete a deadline before. */
export interface ScheduledRound {
  readonly round: number;
  /** Which reign: rounds scheduled against an earlier champion count for nobody. */
  readonly reign: number;
  /** Contenders asked, besides the champion. */
  readonly served: readonly string[];
  /** The tests rest: only the champion is asked, until it answers again. */
  readonly rests?: boolean;
}

/** A round as it was played and recorded. */
export interface PlayedRound extends ScheduledRound {
  readonly block: number;
  readonly validator: string;
  readonly validators: readonly ValidatorShare[];
  /** The champion's scores, shared by all tests; `null` when it answered nothing; left out when nothing is recorded. */
  readonly champion?: RoundScores | null;
  /** Per environment, questions that the champion's host left unanswered; none when left out. */
  readonly nulls?: readonly number[];
  /** Per contender asked; one without an entry is missing. */
  readonly records: ReadonlyMap<string, RoundRecord>;
}

/**
 * Why a played round, or a part of it, was not looked at. `malformed`: its numbers are none; `unknown_validator`: it is
 * signed by somebody to whom no round can belong; `champion_malformed`: the shared scores of the champion are out of
 * range (the contenders' records are judged on their own).
 */
export type IgnoredPart =
  | "malformed"
  | "unknown_validator"
  | "old_reign"
  | "out_of_order"
  | "unknown_contender"
  | "not_served"
  | "champion_malformed";

/**
 * How many rounds before its own a round is scheduled: a round is complete deadlineBlocks after its block, and the
 * schedule uses what was complete deadlineBlocks before its block. Play round k − lag, then schedule round k.
 */
export function scheduleLagRounds(choices: V2NetworkChoices = {}): number {
  need(v2ChoicesKind, choices, "scheduleLagRounds", "the choices of a network, whole numbers");
  const { roundBlocks = V2_CONSTANTS.roundBlocks, deadlineBlocks = V2_CONSTANTS.deadlineBlocks } = choices;
  return Math.ceil((2 * deadlineBlocks) / roundBlocks);
}
