import { errors, request, type Dispatcher } from "undici";
import { AffineError, errorMessage } from "../../core/index.ts";
import { TimeLimit } from "../../io/index.ts";
import { ByteBuffer } from "../byte-buffer.ts";
import { hostFailure } from "./host-failure.ts";

export interface HostRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** For headers and whole body; 30,000 unless told. */
  readonly timeoutMs?: number;
  /** A longer body is an error; 2 MiB unless told. */
  readonly maxBytes?: number;
}

export interface HostResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 2 * 1024 * 1024;

/**
 * One exchange with a host's management API. Redirects are not followed, so that keys go nowhere else.
 *
 * @throws AffineError `inference_transport`, `inference_protocol` (a body too large) or `interrupted`
 */
export async function hostRequest(wanted: HostRequest): Promise<HostResponse> {
  const { host } = new URL(wanted.url);
  const timeoutMs = wanted.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const limit = new TimeLimit(timeoutMs, wanted.signal);
  try {
    const response = await send(wanted, limit.signal);
    const text = await readText(response, host, wanted.maxBytes ?? DEFAULT_MAX_BYTES);
    return { status: response.statusCode, headers: response.headers, text };
  } catch (thrown) {
    throw requestFailure(thrown, { host, timeoutMs, timedOut: limit.hasPassed, signal: wanted.signal });
  } finally {
    limit.clear();
  }
}

/** Starts an exchange and leaves the body to be read. @throws what undici throws */
export function send(wanted: HostRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  return request(wanted.url, {
    method: wanted.method,
    headers: { "user-agent": "affine", ...wanted.headers },
    ...(wanted.body === undefined ? {} : { body: wanted.body }),
    signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** What an error of the HTTP client means. */
export function requestFailure(
  thrown: unknown,
  context: {
    readonly host: string;
    readonly timeoutMs: number;
    readonly timedOut: boolean;
    readonly signal: AbortSignal | undefined;
  },
): AffineError {
  const { host, timeoutMs, signal } = context;
  if (signal?.aborted === true) {
    return new AffineError("interrupted", `The request to ${host} was stopped by its caller.`, { cause: thrown });
  }
  if (AffineError.isInstance(thrown)) return thrown;
  if (context.timedOut) {
    return hostFailure("inference_transport", host, `did not answer within ${timeoutMs} ms`, {
      hint: "The host may be overloaded; try again in a minute.",
      problem: "timeout",
      cause: thrown,
    });
  }
  // No cause: a parser's error quotes what was received, and that may quote the key.
  if (thrown instanceof errors.HTTPParserError) {
    return hostFailure("inference_protocol", host, "does not speak proper HTTP", {
      hint: "Check the address of the host.",
    });
  }
  return hostFailure("inference_transport", host, `cannot be reached or cut the connection (${nameOf(thrown)})`, {
    hint: "Check the address of the host and this machine's network; a passing fault goes away on another attempt.",
    cause: thrown,
  });
}

function nameOf(thrown: unknown): string {
  const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : undefined;
  return typeof code === "string" ? code : errorMessage(thrown);
}

async function readText(response: Dispatcher.ResponseData, host: string, maxBytes: number): Promise<string> {
  const held = new ByteBuffer();
  for await (const piece of response.body as AsyncIterable<Buffer>) {
    held.append(piece);
    if (held.length <= maxBytes) continue;
    // Leaving the loop destroys the body.
    throw hostFailure("inference_protocol", host, `sent more than ${maxBytes} bytes`, {
      hint: "Check the address of the host: its management API sends small documents.",
      problem: "too_large",
    });
  }
  return held.take().toString("utf8");
}
