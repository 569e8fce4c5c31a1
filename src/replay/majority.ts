import type { StakedShare } from "../mechanism/index.ts";

/**
 * Whether some of the validators hold more than half of the shares and more than half of the stake of those that have
 * a share. Two equal validators must agree; one that holds more than half of both decides alone.
 *
 * @param isOne whether a validator is one of them
 */
export function isMajority(isOne: (hotkey: string) => boolean, votingShares: readonly StakedShare[]): boolean {
  let share = 0;
  let stake = 0n;
  let wholeShare = 0;
  let wholeStake = 0n;
  for (const votingShare of votingShares) {
    const own = BigInt(votingShare.stakeRao);
    wholeShare += votingShare.share;
    wholeStake += own;
    if (!isOne(votingShare.hotkey)) continue;
    share += votingShare.share;
    stake += own;
  }
  return 2 * share > wholeShare && 2n * stake > wholeStake;
}

/** The newest block that those with a majority of the shares have reached; -1 when they have reached none. */
export function majorityBlock(blockOf: (hotkey: string) => number, votingShares: readonly StakedShare[]): number {
  const blocks = votingShares.map(({ hotkey }) => blockOf(hotkey)).sort((a, b) => b - a);
  return blocks.find((block) => isMajority((hotkey) => blockOf(hotkey) >= block, votingShares)) ?? -1;
}

/** The part that some of the validators hold of the shares: an integer, to compare parts of one list by. */
export function partOf(isOne: (hotkey: string) => boolean, votingShares: readonly StakedShare[]): number {
  return votingShares.reduce((sum, { hotkey, share }) => (isOne(hotkey) ? sum + share : sum), 0);
}
