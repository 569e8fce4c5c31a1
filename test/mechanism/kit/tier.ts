import type fc from "fast-check";

/** `AFFINE_TEST_TIER=full`: more of everything. Both tiers are seeded; `AFFINE_TEST_SEED` draws other examples. */
export const FULL = process.env["AFFINE_TEST_TIER"] === "full";

/** A number of repetitions by tier. */
export const times = (quick: number, full: number): number => (FULL ? full : quick);

/** How many examples a property test draws: so many, or in the full tier twenty times as many. */
export const runs = (quick: number, full = 20 * quick): fc.Parameters<unknown> => ({
  numRuns: times(quick, full),
  endOnFailure: true,
});

/** Prints what was measured, since a statistical law that passes says less than its figures. */
export function report(name: string, figures: unknown): void {
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
}

/** A share and its standard error; that of none or all is the error of (count + 1) in (of + 2). */
export function share(count: number, of: number): { p: number; se: number; of: number } {
  const careful = (count + 1) / (of + 2);
  return { p: count / of, se: round(Math.sqrt((careful * (1 - careful)) / (of + 2))), of };
}

/** Upper end of the one-sided 95% interval of a share (Clopper and Pearson), by bisection of the binomial sum. */
export function atMost(count: number, of: number): number {
  let [low, high] = [count / of, 1];
  for (let step = 0; step < 50; step += 1) {
    const p = (low + high) / 2;
    if (binomialAtMost(count, of, p) < 0.05) high = p;
    else low = p;
  }
  return round(high);
}

function binomialAtMost(count: number, of: number, p: number): number {
  let log = of * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let k = 1; k <= count; k += 1) {
    log += Math.log((of - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(log);
  }
  return sum;
}

/** Whether a measured share may come from a true one of at most `limit`: by its value in the full tier, by its error in the quick one. */
export function isAtMost({ p, se }: { p: number; se: number }, limit: number): boolean {
  return FULL ? p <= limit : p - 2 * se <= limit;
}

export const round = (value: number, digits = 3): number => Number(value.toPrecision(digits));
