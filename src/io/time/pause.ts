import { AffineError } from "../../core/index.ts";

/** What of an `AbortSignal` is needed to be stopped; lighter ones do as well. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A timer of more fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits for a time, or until the signal says stop. Leaves neither timer nor listener behind.
 *
 * @param durationMs may be `Infinity`, which only a signal ends
 * @returns whether the time was up: `false` when the signal ended it
 */
export async function pause(durationMs: number, signal?: StopSignal): Promise<boolean> {
  if (Number.isNaN(durationMs)) throw new AffineError("internal", "A pause of NaN milliseconds was asked for.");
  let leftMs = durationMs;
  do {
    const stepMs = Math.min(leftMs, LONGEST_TIMER_MS);
    if (!(await oneTimer(stepMs, signal))) return false;
    leftMs -= stepMs;
  } while (leftMs > 0);
  return true;
}

/** As {@link pause}. @throws AffineError `interrupted` with this message as soon as the signal says stop */
export async function pauseOrThrow(durationMs: number, signal: StopSignal | undefined, message: string): Promise<void> {
  if (await pause(durationMs, signal)) return;
  throw new AffineError("interrupted", message, { cause: signal?.reason });
}

function oneTimer(durationMs: number, signal: StopSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve(false);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve(true);
    }, durationMs);
    signal?.addEventListener("abort", onAbort);
  });
}
