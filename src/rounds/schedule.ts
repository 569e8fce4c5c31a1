/** Which rounds to hold now. */
export interface DueRounds {
  /** Ascending. */
  readonly rounds: readonly number[];
  /** Rounds that fell into a downtime longer than the bound and are given up. */
  readonly skipped: number;
}

/**
 * The rounds whose beacon exists and that were not scheduled yet. After a downtime only the newest
 * `maxCatchUpRounds` are held, so that a validator that comes back asks about the present, not the past.
 *
 * @param lastRound last round scheduled; `undefined` on the very first start, which begins with the present round
 */
export function dueRounds(state: {
  headNumber: number;
  lastRound: number | undefined;
  roundBlocks: number;
  maxCatchUpRounds: number;
}): DueRounds {
  const newest = Math.floor(state.headNumber / state.roundBlocks);
  const next = state.lastRound === undefined ? newest : state.lastRound + 1;
  const first = Math.max(next, newest - state.maxCatchUpRounds + 1);
  const count = Math.max(0, newest - first + 1);
  return { rounds: Array.from({ length: count }, (_, index) => first + index), skipped: Math.max(0, first - next) };
}
