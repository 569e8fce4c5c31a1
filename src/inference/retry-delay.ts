import type { AffineError } from "../core/index.ts";
import type { RetryPolicy } from "./options.ts";

/**
 * How long to wait before another attempt: full jitter under an exponentially growing bound
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what the server asked for, a little
 * spread so that those who were turned away together do not return together.
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
  if (!error.retryable || attempts >= policy.maxAttempts) return null;
  const asked = error.details["retryAfterMs"];
  const delayMs =
    typeof asked === "number"
      ? Math.min(asked, policy.maxRetryAfterMs) + random() * policy.baseDelayMs
      : random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempts - 1));
  return delayMs < leftMs ? delayMs : null;
}
