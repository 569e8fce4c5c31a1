import { AffineError, errorMessage } from "../../core/index.ts";
import { adviceFor, type CommitmentFault } from "../../roster/index.ts";

/** One thing that was looked at before a model is committed. */
export interface Check {
  readonly check: string;
  readonly state: "ok" | "failed" | "skipped";
  readonly found: string;
  /** What to do; empty when it is well. */
  readonly advice: string;
  /** Code of a fault, as validators record it. */
  readonly reason?: string;
}

export function passed(check: string, found: string): Check {
  return { check, state: "ok", found, advice: "" };
}

export function skipped(check: string, found: string, advice: string): Check {
  return { check, state: "skipped", found, advice };
}

export function failed(check: string, found: string, advice: string, reason?: string): Check {
  return { check, state: "failed", found, advice, ...(reason === undefined ? {} : { reason }) };
}

/** A fault that validators would find. */
export function faulted(check: string, { reason, detail }: CommitmentFault): Check {
  return failed(check, detail, adviceFor(reason), reason);
}

/** An error that says the model is not in order; one that could go away by itself is thrown on. */
export function erred(check: string, thrown: unknown): Check {
  if (!AffineError.isInstance(thrown) || thrown.retryable || thrown.code === "internal") throw thrown;
  return failed(check, errorMessage(thrown), thrown.hint ?? "", thrown.code);
}
