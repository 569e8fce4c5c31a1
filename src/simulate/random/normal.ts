import type { Generator } from "./generator.ts";

/** Φ(x), by the series φ(x)·(x + x³/3 + x⁵/15 + …); absolute error below 1e-13 for |x| ≤ 6, 0 or 1 beyond 8. */
export function normalCdf(x: number): number {
  if (x <= -8) return 0;
  if (x >= 8) return 1;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Φ⁻¹(p) by bisection, within −8..8. */
export function normalQuantile(p: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const DRAW_BITS = 14;
const DRAWS = 2 ** DRAW_BITS;
/** Quantiles of the middles of 2^14 equally likely parts: variance too small by about 1e-5. */
const drawTable = ((): Float64Array => {
  const table = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS / 2; i += 1) {
    const quantile = normalQuantile((i + 0.5) / DRAWS);
    table[i] = quantile;
    table[DRAWS - 1 - i] = -quantile;
  }
  return table;
})();

/** A standard normal number, by table. */
export function drawNormal(generator: Generator): number {
  return drawTable[generator.uint32() >>> (32 - DRAW_BITS)] as number;
}

/** Fills a part of a list with standard normal numbers, two from each word of the generator. */
export function fillNormal(generator: Generator, list: Float64Array, from: number, to: number): void {
  generator.fillFrom(drawTable, DRAW_BITS, list, from, to);
}
