/** An error in the form that OpenAI-compatible clients read: `{error: {message, type, param, code}}`. */
export interface OpenAiErrorBody {
  readonly error: { readonly message: string; readonly type: string; readonly param: null; readonly code: string };
}

const TYPES = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  413: "invalid_request_error",
  415: "invalid_request_error",
  422: "invalid_request_error",
  429: "rate_limit_error",
  500: "server_error",
  502: "server_error",
  503: "service_unavailable",
  504: "server_error",
} as const;

export type ErrorStatus = keyof typeof TYPES;

/** The body of an error. */
export function openAiErrorBody(status: ErrorStatus, code: string, message: string): OpenAiErrorBody {
  return { error: { message, type: TYPES[status], param: null, code } };
}

/** A refusal as a response. */
export function openAiError(
  status: ErrorStatus,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(openAiErrorBody(status, code, message), { status, headers });
}
