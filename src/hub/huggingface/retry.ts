import { AffineError } from "../../core/index.ts";

export interface HubRetry {
  /** Requests sent before giving up. */
  readonly maxAttempts: number;
  /** First pause at most; it doubles with every attempt. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest pause that the hub may ask for; its own rate limits last five minutes. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_RETRY: HubRetry = {
  maxAttempts: 7,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 320_000,
};

/**
 * Does something until it goes through, fails in a way that another try cannot mend, or has failed often enough.
 * Pauses have full jitter under a doubling bound, or are what the hub asked for (`details.retryAfterMs`).
 */
export async function retrying<T>(work: () => Promise<T>, policy: HubRetry, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!AffineError.isInstance(error) || !error.retryable || attempt >= policy.maxAttempts) throw error;
      const asked = error.details["retryAfterMs"];
      await pause(
        typeof asked === "number"
          ? Math.min(asked, policy.maxRetryAfterMs)
          : Math.random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1)),
        signal,
      );
    }
  }
}

/** Waits. @throws AffineError `interrupted` as soon as the signal says so */
export function pause(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      clearTimeout(timer);
      reject(new AffineError("interrupted", "Interrupted while waiting for the model hub."));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", give);
      resolve();
    }, durationMs);
    signal?.addEventListener("abort", give, { once: true });
    if (signal?.aborted === true) give();
  });
}
