/** An error as servers write it into a body or a stream. */
export interface ReportedError {
  /** HTTP status that it amounts to; `undefined` where nothing says. */
  readonly status: number | undefined;
  /** The server's own words; may be empty. */
  readonly message: string;
}

/** What words in the place of a status mean: OpenAI's, Anthropic's, Google's and what engines call their exceptions. */
const STATUS_OF_WORD: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  badrequesterror: 400,
  bad_request: 400,
  invalid_argument: 400,
  context_length_exceeded: 400,
  string_above_max_length: 400,
  unsupported_parameter: 400,
  unsupported_value: 400,
  failed_precondition: 400,
  unauthenticated: 401,
  authentication_error: 401,
  invalid_api_key: 401,
  permission_error: 403,
  permission_denied: 403,
  insufficient_quota: 402,
  billing_error: 402,
  not_found: 404,
  not_found_error: 404,
  notfounderror: 404,
  model_not_found: 404,
  request_too_large: 413,
  rate_limit_exceeded: 429,
  rate_limit_error: 429,
  resource_exhausted: 429,
  too_many_requests: 429,
  overloaded_error: 529,
  overloaded: 503,
  unavailable: 503,
  service_unavailable: 503,
  exceed_context_size_error: 400,
};
const STATUS_FIELDS = ["status", "code", "type", "status_code", "error_code"] as const;
const MESSAGE_FIELDS = [
  "error",
  "message",
  "Message",
  "msg",
  "detail",
  "errors",
  "error_description",
  "reason",
  "title",
] as const;
/** Bodies nest this deep at most; deeper is nobody's message. */
const MAX_DEPTH = 8;
const MAX_LISTED = 3;

/** Whether a field named `error` tells of one: many servers write it into every event, empty. */
export function isError(error: unknown): boolean {
  if (error === undefined || error === null || error === false || error === 0 || error === "") return false;
  if (typeof error !== "object") return true;
  return Object.values(error).some((value) => isError(value));
}

/** Reads an error of any of the usual shapes. */
export function reportedError(error: unknown): ReportedError {
  return { status: statusOf(error, 0), message: serverMessageOf({ error }) };
}

/**
 * The message in an error body of any of the usual shapes (an object, a list of them, FastAPI's `detail` with places);
 * empty when there is none.
 */
export function serverMessageOf(body: unknown, depth = 0): string {
  if (typeof body === "string") return body;
  if (typeof body !== "object" || body === null || depth > MAX_DEPTH) return "";
  if (Array.isArray(body)) {
    const found = body.slice(0, MAX_LISTED).map((one) => serverMessageOf(one, depth + 1));
    return found.filter((message) => message !== "").join("; ");
  }
  const fields = body as Record<string, unknown>;
  for (const name of MESSAGE_FIELDS) {
    const found = serverMessageOf(fields[name], depth + 1);
    if (found !== "") return placeOf(fields["loc"]) + found + upstreamOf(fields["metadata"], found, depth);
  }
  return "";
}

/** FastAPI says where in the request it found something: `["body", "seed"]`. */
function placeOf(loc: unknown): string {
  if (!Array.isArray(loc)) return "";
  const parts = loc.filter((part) => typeof part === "string" || typeof part === "number").slice(0, MAX_DEPTH);
  return parts.length === 0 ? "" : `${parts.join(".")}: `;
}

/** Routers keep the provider's words apart. */
function upstreamOf(metadata: unknown, found: string, depth: number): string {
  if (typeof metadata !== "object" || metadata === null) return "";
  const raw = serverMessageOf((metadata as Record<string, unknown>)["raw"], depth + 1);
  return raw === "" || found.includes(raw) ? "" : ` (${raw})`;
}

function statusOf(error: unknown, depth: number): number | undefined {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return undefined;
  if (Array.isArray(error)) return statusOf(error[0], depth + 1);
  const fields = error as Record<string, unknown>;
  for (const name of STATUS_FIELDS) {
    const value = fields[name];
    if (typeof value !== "number" && typeof value !== "string") continue;
    const number = Number(value);
    if (Number.isInteger(number) && number >= 400 && number < 600) return number;
    const word = STATUS_OF_WORD[String(value).toLowerCase()];
    if (word !== undefined) return word;
  }
  return statusOf(fields["error"], depth + 1);
}
