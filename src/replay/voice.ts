import type { ValidatorShare } from "../mechanism/index.ts";

/** Shares are rounded to basis points: sums of n of them are off by less than n. */
const roundingBp = (shares: readonly ValidatorShare[]): number => shares.length;

/** Whether a part of the voice is more than half of it. Two equal validators must agree. */
export function isMajority(partBp: number, shares: readonly ValidatorShare[]): boolean {
  return 2 * partBp > sumBp(shares) + roundingBp(shares);
}

/** Whether a part of the others' voice is at least half of it: of three equal validators, one of the two others. */
export function isHalf(partBp: number, others: readonly ValidatorShare[]): boolean {
  return others.length > 0 && partBp > 0 && 2 * partBp + roundingBp(others) >= sumBp(others);
}

function sumBp(shares: readonly ValidatorShare[]): number {
  return shares.reduce((sum, { shareBp }) => sum + shareBp, 0);
}
