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

/** A crown that is decided; it takes effect at a block. */
export interface PendingCrown {
  readonly id: string;
  readonly effectiveBlock: number;
}
