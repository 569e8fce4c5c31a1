import { AffineError, type ErrorCode } from "../../core/index.ts";

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_input: 400,
  usage: 400,
  challenge_id: 400,
  environment_params: 400,
  environment_unknown: 404,
  not_found: 404,
  credentials_missing: 401,
  credentials_invalid: 401,
  overloaded: 429,
  interrupted: 503,
  sandbox_unavailable: 503,
  timeout: 503,
  unsupported: 501,
};

/** Seconds after which it is worth asking again. */
const RETRY_AFTER_S = { 429: 1, 503: 5 } as const;

/** An error for which the code's own status would not be the right one. */
export function httpError(status: number, code: ErrorCode, message: string, hint?: string): AffineError {
  return new AffineError(code, message, { ...(hint === undefined ? {} : { hint }), details: { status } });
}

/** The outcome of a request whose client hung up in the middle of it. */
const ABORTED = "aborted";

/** A request that its client never ended: no fault of the server's, and of no interest to its log. */
export function abortedRequest(cause: unknown): AffineError {
  return new AffineError("interrupted", "The client hung up in the middle of its request.", {
    details: { outcome: ABORTED, status: 400 },
    cause,
  });
}

/** How a request that failed counts in the metrics: a few words, none of which a client chooses. */
export function outcomeOfError({ code, details }: AffineError): string {
  return details["outcome"] === ABORTED ? ABORTED : code;
}

/** The HTTP status of an error; 500 where it is nobody's but ours. */
export function statusOfError(error: AffineError): number {
  const told = error.details["status"];
  return typeof told === "number" ? told : (STATUS[error.code] ?? 500);
}

/** Body of every error: `error` for our clients, `detail` for those of OpenEnv and ORS, which read nothing else. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly hint: string | null;
    readonly retryable: boolean;
  };
  readonly detail: string;
}

export function errorBody(error: AffineError): ErrorBody {
  const { code, message, hint, retryable } = error;
  return {
    error: { code, message, hint: hint ?? null, retryable },
    detail: hint === undefined ? message : `${message} ${hint}`,
  };
}

/** The answer to a request that failed. */
export function errorResponse(error: AffineError): Response {
  const status = statusOfError(error);
  const headers = new Headers({ "Content-Type": "application/json" });
  if (status === 429 || status === 503) headers.set("Retry-After", String(RETRY_AFTER_S[status]));
  // What is left of a body that was refused is not read.
  if (status === 413) headers.set("Connection", "close");
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  return new Response(JSON.stringify(errorBody(error)), { status, headers });
}
