import { AffineError } from "../../core/index.ts";
import { pause, type StopSignal } from "./pause.ts";

/** How long to wait before another attempt, in milliseconds; `null` to give up. `attempts` have failed so far. */
export type PauseRule = (error: unknown, attempts: number) => number | null;

export interface RetryOptions {
  readonly pauseMs: PauseRule;
  readonly signal?: StopSignal | undefined;
  /** What is thrown when the signal ends a pause, given the last failure. Default: AffineError `interrupted`. */
  readonly interrupted?: (error: unknown) => unknown;
}

/**
 * Does something until it goes through or the rule gives up.
 *
 * @param work is told the number of the attempt, 1 first
 * @throws the last failure, or what `interrupted` makes of it
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const pauseMs = options.pauseMs(error, attempt);
      if (pauseMs === null) throw error;
      if (!(await pause(pauseMs, options.signal))) throw (options.interrupted ?? stopped)(error);
    }
  }
}

function stopped(cause: unknown): AffineError {
  return new AffineError("interrupted", "Stopped while waiting for another attempt.", { cause });
}

/** Pauses of these lengths between attempts, as long as the failure may pass. */
export function listedPauses(pausesMs: readonly number[]): PauseRule {
  return (error, attempts) => (mayPass(error) ? (pausesMs[attempts - 1] ?? null) : null);
}

export interface BackoffPolicy {
  /** Attempts in all. */
  readonly maxAttempts: number;
  /** First pause at most; it doubles with every attempt. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest pause that the other side may ask for. */
  readonly maxRetryAfterMs: number;
}

/**
 * Full jitter under an exponentially growing bound
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what the other side asked for
 * (`details.retryAfterMs`), a little spread so that those who were turned away together do not return together.
 *
 * @param random a number in 0..1, 1 excluded
 */
export function backoff(policy: BackoffPolicy, random: () => number = Math.random): PauseRule {
  return (error, attempts) => {
    if (!mayPass(error) || attempts >= policy.maxAttempts) return null;
    const asked = error.details["retryAfterMs"];
    return typeof asked === "number"
      ? Math.min(asked, policy.maxRetryAfterMs) + random() * policy.baseDelayMs
      : random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempts - 1));
  };
}

function mayPass(error: unknown): error is AffineError {
  return AffineError.isInstance(error) && error.retryable;
}
