import { LOG_SCALE } from "./constants.ts";

/** exp(−i/STEPS) for i = 0, 1, …, in units of 1/ONE, rounded down. */
const STEPS = 256;
const ONE = 2 ** 44;
/** Beyond it every entry is 0: exp(−x)·2^44 < 1. */
const LENGTH = Math.ceil(44 * Math.LN2 * STEPS) + 1;

let table: Float64Array | undefined;

function build(): Float64Array {
  const precision = 128n;
  const unit = 1n << precision;
  // exp(−1/256) by its series; 8 units off bounds the rounding of its terms, so that the factor is never too large.
  let term = unit;
  let factor = 0n;
  for (let i = 1n; term !== 0n; i += 1n) {
    factor += term;
    term = -term / (BigInt(STEPS) * i);
  }
  factor -= 64n;
  const entries = new Float64Array(LENGTH);
  let power = unit;
  for (let i = 0; i < LENGTH; i += 1) {
    entries[i] = Number(power >> (precision - 44n));
    power = (power * factor) >> precision;
  }
  return entries;
}

/**
 * Whether (1/J)·Σ exp(sums_j/LOG_SCALE) reaches a level, given `goal` = ceil(LOG_SCALE · ln(J · level)): a mixture of
 * bets. Integers only; a true answer is proven, a false one may err by 0.4% of the wealth.
 */
export function mixtureReaches(sums: Float64Array, goal: number): boolean {
  let most = -Infinity;
  for (const sum of sums) if (sum > most) most = sum;
  if (most >= goal) return true;
  table ??= build();
  let total = 0;
  for (const sum of sums) {
    // A division by a power of two is exact, so ceil rounds the exponent up and the entry down.
    const index = Math.ceil((goal - sum) / (LOG_SCALE / STEPS));
    total += table[Math.min(index, LENGTH - 1)] as number;
  }
  return total >= ONE;
}
