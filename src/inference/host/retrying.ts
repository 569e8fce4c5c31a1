import { setTimeout as sleep } from "node:timers/promises";
import { AffineError } from "../../core/index.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "../options.ts";
import { retryDelayMs } from "../retry-delay.ts";

export interface Retrying {
  readonly policy?: Partial<RetryPolicy> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Does something again while its failure says that this can help. @throws the last failure, or `interrupted` */
export async function retrying<T>(attempt: () => Promise<T>, { policy, signal }: Retrying): Promise<T> {
  const rules: RetryPolicy = { ...DEFAULT_RETRY, deadlineMs: 300_000, ...policy };
  const deadlineAt = performance.now() + rules.deadlineMs;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!AffineError.isInstance(thrown)) throw thrown;
      const delayMs = retryDelayMs(thrown, attempts, deadlineAt - performance.now(), rules, Math.random);
      if (delayMs === null) throw thrown;
      await pause(delayMs, signal);
    }
  }
}

/** Waits. @throws AffineError `interrupted` when the signal fires first */
export async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
  } catch (cause) {
    throw new AffineError("interrupted", "The wait for the inference host was stopped by its caller.", { cause });
  }
}
