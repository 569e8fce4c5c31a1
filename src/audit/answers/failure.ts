import { AffineError, errorMessage } from "../../core/index.ts";
import type { Failure } from "./worker-messages.ts";

/** An error made ready to travel to another thread. */
export function packFailure(thrown: unknown): Failure {
  if (!AffineError.isInstance(thrown)) {
    return { code: "internal", message: errorMessage(thrown), hint: undefined, retryable: false };
  }
  const { code, message, hint, retryable } = thrown;
  return { code, message, hint, retryable };
}

/** The error that {@link packFailure} packed. */
export function unpackFailure({ code, message, hint, retryable }: Failure): AffineError {
  return new AffineError(code, message, { retryable, ...(hint === undefined ? {} : { hint }) });
}
