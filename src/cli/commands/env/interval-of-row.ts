import type { ModelLevel } from "../../../envs/index.ts";
import { wilsonIntervalBp } from "../../../mechanism/index.ts";

type Counts = Pick<ModelLevel, "asked" | "passed" | "lowBp" | "highBp">;

/**
 * Whether the interval of a row can come of its counts. It is of the scores: with partial credit their sum is anything
 * from the passes alone to all others nearly right, and both ends must come of the same one.
 */
export function isIntervalOf({ asked, passed, lowBp, highBp }: Counts, hasParts: boolean): boolean {
  const least = 1000 * passed;
  const most = least + (hasParts ? 999 * (asked - passed) : 0);
  const low = (sum: number): number => wilsonIntervalBp(sum, asked).lowBp;
  const high = (sum: number): number => wilsonIntervalBp(sum, asked).highBp;
  // Both ends grow with the sum: between these two the lower one is as told.
  const from = firstSum(least, most, (sum) => low(sum) >= lowBp);
  if (low(from) !== lowBp) return false;
  const after = firstSum(from, most, (sum) => low(sum) > lowBp);
  const to = low(after) > lowBp ? after - 1 : after;
  return high(from) <= highBp && highBp <= high(to);
}

/** The first whole number that holds, by halving; the last one where none does. */
function firstSum(from: number, to: number, holds: (sum: number) => boolean): number {
  let [below, above] = [from, to];
  while (below < above) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle)) above = middle;
    else below = middle + 1;
  }
  return below;
}
