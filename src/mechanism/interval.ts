import { AffineError, kinds, need } from "../core/index.ts";
import { integerSquareRoot } from "./integer-root.ts";

/** A proportion with its 95% interval, all in basis points (0..10000), rounded outwards. For display only. */
export interface IntervalBp {
  readonly meanBp: number;
  readonly lowBp: number;
  readonly highBp: number;
}

/** 1.96, the normal distribution's two-sided 95% point, in hundredths. */
const Z_HUNDREDTHS = 196n;
const SCALE = 10n ** 12n;

/**
 * Wilson's score interval at 95% for a mean of scores in 0..1 (E. B. Wilson, JASA 22, 1927, p. 209-212). It holds for
 * one look at a fixed n; scores with partial credit vary less than the formula assumes, so it is wide for them.
 *
 * @param sumThousandths sum of the scores in thousandths, 0..1000·n
 * @param n number of answers; with 0 the interval is everything
 * @throws AffineError `invalid_input` for what is no such sum
 */
export function wilsonIntervalBp(sumThousandths: number, n: number): IntervalBp {
  const what = "a sum of scores in thousandths, and their number";
  need(kinds.whole, sumThousandths, "wilsonIntervalBp", what);
  need(kinds.whole, n, "wilsonIntervalBp", what);
  if (n < 0 || sumThousandths < 0 || sumThousandths > 1000 * n) {
    const words = `A sum of ${n} scores lies in 0..${1000 * n} thousandths, got ${sumThousandths}.`;
    throw new AffineError("invalid_input", n < 0 ? `There cannot be ${n} scores.` : words, { hint: `Pass ${what}.` });
  }
  if (n === 0) return { meanBp: 0, lowBp: 0, highBp: 10_000 };
  const count = BigInt(n);
  const sum = BigInt(sumThousandths);
  const zSquared = Z_HUNDREDTHS * Z_HUNDREDTHS;
  // 2·n·p + z², z·sqrt(z² + 4·n·p·(1−p)) and 2·(n + z²), each in units of 1/SCALE.
  const middle = (2n * sum * SCALE) / 1000n + (zSquared * SCALE) / 10_000n;
  const radicand =
    (zSquared * SCALE * SCALE) / 10_000n + (4n * sum * (1000n * count - sum) * SCALE * SCALE) / (1_000_000n * count);
  const reach = (Z_HUNDREDTHS * integerSquareRoot(radicand)) / 100n;
  const divisor = 2n * (count * SCALE + (zSquared * SCALE) / 10_000n);
  return {
    meanBp: Number((sum * 10n) / count),
    lowBp: clampBp(((middle - reach) * 10_000n) / divisor),
    highBp: clampBp(((middle + reach) * 10_000n + divisor - 1n) / divisor),
  };
}

function clampBp(value: bigint): number {
  return Math.min(10_000, Math.max(0, Number(value)));
}
