import { AffineError, errorMessage, type ErrorCode } from "../core/index.ts";

const STATUS_OF: Partial<Record<ErrorCode, 400 | 404 | 503>> = {
  invalid_input: 400,
  not_found: 404,
  overloaded: 503,
};

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
}

export function errorBody(code: string, message: string, hint?: string): ErrorBody {
  return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** What is answered to a request that failed. */
export function errorAnswer(thrown: unknown): { readonly status: 400 | 404 | 500 | 503; readonly body: ErrorBody } {
  const message = errorMessage(thrown);
  if (!AffineError.isInstance(thrown)) return { status: 500, body: errorBody("internal", message) };
  return { status: STATUS_OF[thrown.code] ?? 500, body: errorBody(thrown.code, message, thrown.hint) };
}
