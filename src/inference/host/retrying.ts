import { pauseOrThrow, retry, type StopSignal } from "../../io/index.ts";
import { AffineError } from "../../core/index.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "../options.ts";
import { retryDelayMs } from "../retry-delay.ts";

export interface Retrying {
  readonly policy?: Partial<RetryPolicy> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Does something again while its failure says that this can help. @throws the last failure, or `interrupted` */
export function retrying<T>(attempt: () => Promise<T>, { policy, signal }: Retrying): Promise<T> {
  const rules: RetryPolicy = { ...DEFAULT_RETRY, deadlineMs: 300_000, ...policy };
  const deadlineAt = performance.now() + rules.deadlineMs;
  return retry(attempt, {
    signal,
    pauseMs: (error, attempts) =>
      AffineError.isInstance(error)
        ? retryDelayMs(error, attempts, deadlineAt - performance.now(), rules, Math.random)
        : null,
  });
}

/** Waits between two looks at a host. @throws AffineError `interrupted` when the signal fires first */
export function pauseForHost(delayMs: number, signal: StopSignal | undefined): Promise<void> {
  return pauseOrThrow(delayMs, signal, "The wait for the inference host was stopped by its caller.");
}
