/** What one repetition measured, by name. */
export type Sample = Readonly<Record<string, number>>;

/** An estimate with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Repetitions that it rests on. */
  readonly count: number;
}

/** Mean of the values. */
export function meanOf(values: readonly number[]): Estimate {
  const count = values.length;
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / Math.max(1, count - 1);
  return { value, standardError: Math.sqrt(variance / count), count };
}

/**
 * A share of repetitions. Its error is that of (hits + 1) in (count + 2), which does not claim certainty where all or
 * none were hits.
 */
export function shareOf(hits: number, count: number): Estimate {
  const careful = (hits + 1) / (count + 2);
  return { value: hits / count, standardError: Math.sqrt((careful * (1 - careful)) / (count + 2)), count };
}

/** The share of ones among zeros and ones. */
export function shareOfOnes(values: readonly number[]): Estimate {
  return shareOf(values.filter((value) => value === 1).length, values.length);
}

/**
 * A quantile; its error is a quarter of the distance between the order statistics two standard deviations to each side
 * (one deviation alone would rest on too few values in the tails).
 */
export function quantileOf(values: readonly number[], probability: number): Estimate {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const at = (rank: number): number => sorted[Math.min(count - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  const rank = probability * (count - 1);
  const spread = Math.sqrt(count * probability * (1 - probability));
  return { value: at(rank), standardError: (at(rank + 2 * spread) - at(rank - 2 * spread)) / 4, count };
}

/**
 * Means of everything that was measured, shares where the name ends in `Crowned`; a name that some repetitions lack
 * rests on the others.
 */
export function summarise(samples: readonly Sample[]): Readonly<Record<string, Estimate>> {
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = samples.map((sample) => sample[name]).filter((value) => value !== undefined);
      return [name, name.endsWith("Crowned") ? shareOfOnes(values) : meanOf(values)];
    }),
  );
}

/** `12.3 ± 0.4`, with as many digits as the error deserves; alone where every repetition gave the same. */
export function formatEstimate({ value, standardError, count }: Estimate): string {
  if (count === 0 || Number.isNaN(value)) return "–";
  if (count < 2) return `${shortest(value)} ± ?`;
  if (!(standardError > 0)) return shortest(value);
  const digits = Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(standardError))));
  return `${value.toFixed(digits)} ± ${standardError.toFixed(digits)}`;
}

function shortest(value: number): string {
  return String(Number(value.toFixed(3)));
}
