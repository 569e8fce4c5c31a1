import { normalCdf, normalQuantile } from "../random/normal.ts";
import { bivariateNormalCdf, bivariateNormalDensity } from "./bivariate-normal.ts";

/** How two models did on the same questions of one environment. */
export interface FourCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** A correlation with its standard error, and the number of questions that it rests on. */
export interface Correlation {
  readonly r: number;
  readonly standardError: number;
  readonly questions: number;
}

/** The estimate stays within ± this. */
const MOST = 0.995;
const STEPS = 60;

/**
 * Tetrachoric correlation: the r of two normal numbers, each below a limit of its own where a model is right, that
 * explains the four counts (Pearson 1900). It is the r of the laboratory's outcome model. The standard error is that of
 * Brown and Benedetti (Psychometrika 42, 1977), as they advise with half a question more in each cell where one is empty.
 *
 * @returns `null` where one of the two is always right or always wrong: nothing can be said.
 */
export function tetrachoric(counts: FourCounts): Correlation | null {
  const questions = counts.both + counts.onlyFirst + counts.onlySecond + counts.neither;
  const margins = [counts.both + counts.onlyFirst, counts.both + counts.onlySecond];
  if (margins.some((right) => right === 0 || right === questions)) return null;
  const cells = [counts.both, counts.onlyFirst, counts.onlySecond, counts.neither];
  const extra = cells.includes(0) ? 0.5 : 0;
  const n = questions + 4 * extra;
  const both = (counts.both + extra) / n;
  const first = both + (counts.onlyFirst + extra) / n;
  const second = both + (counts.onlySecond + extra) / n;
  const [a, b] = [normalQuantile(first), normalQuantile(second)];
  const r = solve(a, b, both);
  return { r, standardError: Math.sqrt(varianceOf(a, b, r, both, first, second) / n), questions };
}

/** The r at which both are right so often: by Newton's method, by halves where that leaves the interval. */
function solve(a: number, b: number, both: number): number {
  let low = -MOST;
  let high = MOST;
  let r = 0;
  for (let step = 0; step < STEPS && high - low > 1e-9; step += 1) {
    const surplus = bivariateNormalCdf(a, b, r) - both;
    if (Math.abs(surplus) < 1e-10) break;
    if (surplus < 0) low = r;
    else high = r;
    const next = r - surplus / bivariateNormalDensity(a, b, r);
    r = next > low && next < high ? next : (low + high) / 2;
  }
  return r;
}

/**
 * Variance of r times the number of questions. A question moves r by (B − u·F − v·S) / density, where B, F, S say
 * whether both, the first, the second was right, and u, v are the slopes of P(both right) by the two limits: the delta
 * method, limits estimated too.
 */
function varianceOf(a: number, b: number, r: number, both: number, first: number, second: number): number {
  const rest = Math.sqrt(1 - r * r);
  const u = normalCdf((b - r * a) / rest);
  const v = normalCdf((a - r * b) / rest);
  const cases = [
    [both, 1 - u - v],
    [first - both, -u],
    [second - both, -v],
    [1 - first - second + both, 0],
  ] as const;
  const mean = cases.reduce((sum, [share, value]) => sum + share * value, 0);
  const square = cases.reduce((sum, [share, value]) => sum + share * value * value, 0);
  return (square - mean * mean) / bivariateNormalDensity(a, b, r) ** 2;
}

/** Several estimates of one r, weighted by their precision; `null` without any. */
export function pooled(estimates: readonly Correlation[]): Correlation | null {
  if (estimates.length === 0) return null;
  const weights = estimates.map(({ standardError }) => 1 / standardError ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    r: estimates.reduce((sum, { r }, place) => sum + (weights[place] as number) * r, 0) / total,
    standardError: Math.sqrt(1 / total),
    questions: estimates.reduce((sum, { questions }) => sum + questions, 0),
  };
}
