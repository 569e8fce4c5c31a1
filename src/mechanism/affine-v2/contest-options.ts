import { kinds } from "../../core/index.ts";
import { QUESTION_COUNTS } from "./constants.ts";

export interface ContestOptions {
  /** Per environment, in the order of the network: what a blind guess scores, basis points (from its card). */
  readonly blindBp: readonly number[];
  /** Questions of each environment a round, over which scores are sums; 1 when left out. */
  readonly questionsPerRound?: number;
  /** Anchors to begin with, basis points; none when left out. */
  readonly anchorsBp?: readonly (number | null)[];
  /** Blocks between the evidence of a crown and its effect when there is one validator; 360 when left out. */
  readonly loneValidatorBlocks?: number;
  /** Intersect shown intervals at every look; decides nothing. */
  readonly followIntervals?: boolean;
}

/** {@link ContestOptions}, as somebody gives them. */
export const contestOptionsKind = kinds.shape({
  blindBp: kinds.list(kinds.number),
  questionsPerRound: kinds.maybe(kinds.oneOf(QUESTION_COUNTS)),
  anchorsBp: kinds.maybe(kinds.list(kinds.orNull(kinds.number))),
  loneValidatorBlocks: kinds.maybe(kinds.whole),
  followIntervals: kinds.maybe(kinds.flag),
});

/** A crown that is decided; it takes effect at a block. */
export interface PendingCrown {
  readonly id: string;
  readonly effectiveBlock: number;
}
