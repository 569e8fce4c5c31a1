import { AffineError } from "../../core/index.ts";

/** The failure behind the others: what it interrupts can be reported before it is itself. */
export function causeOf(failures: readonly unknown[]): unknown {
  return failures.find((failure) => !AffineError.isInstance(failure) || failure.code !== "interrupted") ?? failures[0];
}
