import { LOG_SCALE, STAKES, V2_CONSTANTS } from "./constants.ts";
import { ceilScaledLog, floorScaledLog } from "./logarithm.ts";

/** Values of bets are multiples of 1/(GRID · E): half a basis point over the number of environments. */
export const GRID = 20_000;
/** The range of y in the decision, in grid steps a unit of E: −1.02..1.04. */
const LOWEST = -20_400;
const HIGHEST = 20_800;

/** Logarithms of one y for every stake, exact integers in doubles. */
export type LogRow = Float64Array;

const caches = new Map<number, Map<number, LogRow>>();

/**
 * T(y)[j] = floor(LOG_SCALE · ln(1 + λ_j·y)) for y = steps / (GRID · environments).
 *
 * Rounded down, so a bet is never worth more than the exact one. A stake at which the bet could lose more than all
 * (possible outside the decision's range only) has −Infinity. Rows are computed once and must not be changed.
 */
export function logRow(steps: number, environments: number): LogRow {
  let cache = caches.get(environments);
  if (cache === undefined) caches.set(environments, (cache = new Map<number, LogRow>()));
  let row = cache.get(steps);
  if (row === undefined) cache.set(steps, (row = computeRow(steps, environments)));
  return row;
}

function computeRow(steps: number, environments: number): LogRow {
  const denominator = BigInt(100 * GRID * environments);
  const row = new Float64Array(STAKES);
  for (const [j, percent] of V2_CONSTANTS.stakesPercent.entries()) {
    const numerator = denominator + BigInt(percent) * BigInt(steps);
    row[j] = numerator > 0n ? floorScaledLog(numerator, denominator) : -Infinity;
  }
  return row;
}

/** {@link logRow}, for the streams of the decision. @throws RangeError when y is outside −1.02..1.04: never clipped. */
export function streamRow(steps: number, environments: number): LogRow {
  if (!Number.isSafeInteger(steps) || steps < LOWEST * environments || steps > HIGHEST * environments) {
    throw new RangeError(
      `A bet of ${steps} steps lies outside the range of the decision (${environments} environments).`,
    );
  }
  return logRow(steps, environments);
}

/** What the largest sum of a stream must be for the stream to reach `level` = 1/α: ceil(SC · (ln level + ln J)). */
export function threshold(level: number | bigint): number {
  return ceilScaledLog(BigInt(level) * BigInt(STAKES), 1n);
}

/**
 * No sum of a test can be larger: maxRounds · LOG_SCALE · |ln(1 − 0.9·1.02)|, rounded up, 2.4% of 2^53. Doubles add
 * integers below 2^53 exactly; bitwise operators would cut them to 32 bits and are not used on sums.
 */
export const SUM_BOUND = V2_CONSTANTS.maxRounds * LOG_SCALE * 2.51;

/** @throws RangeError when a sum has left the range in which doubles are exact. */
export function assertExact(sums: Float64Array): void {
  for (const sum of sums) {
    if (!(Math.abs(sum) <= SUM_BOUND)) throw new RangeError(`A sum of logarithms is ${sum}, beyond the exact range.`);
  }
}
