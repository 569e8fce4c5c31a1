import { AffineError, type ErrorCode } from "../../core/index.ts";
import { presentable } from "../failure.ts";

/** What stands in the way, for programs; the message and hint say the same to people. */
export type HostProblem =
  "balance" | "cold" | "fee" | "moved" | "permission" | "plan" | "rate_limit" | "server" | "too_large" | "timeout";

/** A failure of a host that serves models; `said` are its own words, which are shown in one line without the secret. */
export function hostFailure(
  code: ErrorCode,
  host: string,
  what: string,
  options: {
    readonly hint: string;
    readonly said?: string;
    readonly secret?: string | undefined;
    readonly problem?: HostProblem;
    readonly retryable?: boolean;
    readonly cause?: unknown;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): AffineError {
  const said = presentable(options.said ?? "", options.secret);
  const message = `${host} ${what}${said === "" ? "." : `: ${said}`}`;
  return new AffineError(code, message, {
    hint: options.hint,
    cause: options.cause,
    ...(options.retryable === undefined ? {} : { retryable: options.retryable }),
    details: { host, ...(options.problem === undefined ? {} : { problem: options.problem }), ...options.details },
  });
}
