import { shareOfOnes, type Estimate, type Sample } from "../statistics.ts";

/** A number of every sample. */
export function pick(samples: readonly Sample[], name: string): number[] {
  return samples.map((sample) => sample[name] ?? Number.NaN);
}

/** How often a number of the samples is 1. */
export function shareNamed(samples: readonly Sample[], name: string): Estimate {
  return shareOfOnes(pick(samples, name));
}
