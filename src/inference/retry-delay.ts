import type { AffineError } from "../core/index.ts";
import { backoff } from "../io/index.ts";
import type { RetryPolicy } from "./options.ts";

/**
 * How long to wait before another attempt: see {@link backoff}, within a deadline.
 *
 * @param attempts requests sent so far
 * @param leftMs time until the deadline
 * @param random a number in 0..1, 1 excluded
 * @returns milliseconds, or `null` when there is nothing to gain from another attempt
 */
export function retryDelayMs(
  error: AffineError,
  attempts: number,
  leftMs: number,
  policy: RetryPolicy,
  random: () => number,
): number | null {
  const delayMs = backoff(policy, random)(error, attempts);
  return delayMs !== null && delayMs < leftMs ? delayMs : null;
}
