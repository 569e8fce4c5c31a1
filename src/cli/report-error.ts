import { CommanderError } from "commander";
import { AffineError, errorMessage } from "../core/index.ts";

/**
 * Says what went wrong, on stderr, without a stack trace unless `-vvv` was given.
 *
 * @returns the exit code.
 */
export function reportError(thrown: unknown, options: { json: boolean; trace: boolean }): number {
  // Commander has printed its own message already.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const error = AffineError.isInstance(thrown)
    ? thrown
    : new AffineError("internal", `Unexpected: ${errorMessage(thrown)}`, {
        hint: "This is a defect of the program. Run again with -vvv and report what it prints.",
        cause: thrown,
      });
  if (options.json) {
    const { code, message, hint, retryable, details } = error;
    process.stderr.write(`${JSON.stringify({ error: { code, message, hint: hint ?? null, retryable, details } })}\n`);
  } else {
    process.stderr.write(`af: ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`    ${error.hint}\n`);
  }
  if (options.trace) process.stderr.write(`${traceOf(thrown)}\n`);
  return error.exitCode;
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? thrown.message;
  return thrown.cause === undefined ? own : `${own}\ncaused by: ${traceOf(thrown.cause)}`;
}
