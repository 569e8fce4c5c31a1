import { AffineError } from "../core/index.ts";

/** @throws AffineError `interrupted` once the signal says so. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AffineError("interrupted", "Verification was stopped.");
}
