/** One in twenty, and a little for the last bits of a sum: a limit that is a whole part per million is met exactly. */
const CONFIDENCE_TAIL = 0.05 + 1e-12;
const MILLION = 1_000_000;

/**
 * The one-sided upper 95% limit of Clopper and Pearson (1934) for a rate of which `passed` of `asked` were seen, in
 * parts per million, rounded up: the rate at which so few would be seen in one series of twenty.
 */
export function upper95PerMillion(passed: number, asked: number): number {
  if (passed >= asked) return MILLION;
  let low = 0;
  let high = MILLION;
  // Bisection over whole parts per million, so that the last bits of a logarithm decide nothing.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (atMost(passed, asked, middle / MILLION) <= CONFIDENCE_TAIL) high = middle;
    else low = middle;
  }
  return high;
}

/** Probability of at most `passed` of `asked` at a rate strictly between 0 and 1. */
function atMost(passed: number, asked: number, rate: number): number {
  let logTerm = asked * Math.log1p(-rate);
  const logOdds = Math.log(rate) - Math.log1p(-rate);
  let sum = Math.exp(logTerm);
  for (let count = 1; count <= passed; count += 1) {
    logTerm += logOdds + Math.log((asked - count + 1) / count);
    sum += Math.exp(logTerm);
  }
  return sum;
}
