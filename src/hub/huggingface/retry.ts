import { backoff, type BackoffPolicy, retry } from "../../io/index.ts";

/** The hub's own rate limits last five minutes: `maxRetryAfterMs` has room for them. */
export type HubRetry = BackoffPolicy;

export const DEFAULT_RETRY: HubRetry = {
  maxAttempts: 7,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 320_000,
};

/** As often as the policy says; what the hub asks for (`details.retryAfterMs`) is heeded. @throws also `interrupted` */
export function retrying<T>(work: () => Promise<T>, policy: HubRetry, signal?: AbortSignal): Promise<T> {
  return retry(work, { pauseMs: backoff(policy), signal });
}
