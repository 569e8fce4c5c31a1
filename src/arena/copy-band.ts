import { V2_CONSTANTS } from "../mechanism/index.ts";

const { stakesPercent: STAKES_PERCENT, epsFloorBp, epsExtraBp } = V2_CONSTANTS;
/** The largest gain that a test may ask for. */
const WORST_EPS = (epsFloorBp + epsExtraBp) / 10_000;

/** Chance that an exact copy ever leaves the band upwards, and downwards: together one in twenty. */
const ONE_IN = 40;

/**
 * ln(40 · J) in thousandths. Of a stream's J stakes each is a supermartingale under an exact copy, so that by Ville's
 * inequality the largest of them stays below it at every look with 97.5%.
 */
export const COPY_HIGH_MILLI = Math.ceil(1000 * Math.log(ONE_IN * STAKES_PERCENT.length));

/**
 * What the wealth of an exact copy stays above at every look with 97.5%, thousandths of a natural logarithm.
 *
 * The largest sum is at least that of the smallest stake s. Betting s on the champion instead is a martingale, so it stays
 * below ln 40 with 97.5%; and ln(1 + sD) + ln(1 − sD) = ln(1 − s²D²) ≥ −s²/(1 − s²), since |D| ≤ 1. What eps takes from a
 * round is at most −ln(1 − s·eps/(1 − s)).
 *
 * @param rounds that the test has had
 */
export function copyLowMilli(rounds: number): number {
  const s = Math.min(...STAKES_PERCENT) / 100;
  const perRound = (s * s) / (1 - s * s) - Math.log(1 - (s * WORST_EPS) / (1 - s));
  return -Math.ceil(1000 * (Math.log(ONE_IN) + rounds * perRound));
}
