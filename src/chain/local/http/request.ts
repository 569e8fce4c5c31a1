import { request as send, type Dispatcher } from "undici";
import type { z } from "zod";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { TimeLimit } from "../../../io/index.ts";
import { errorSchema, GENESIS_HEADER } from "./wire.ts";

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

export interface ChainRequest {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly body: unknown;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of the chain's server, not yet checked. */
export interface ChainAnswer {
  readonly genesis: string | undefined;
  readonly status: number;
  readonly value: unknown;
}

/**
 * One request. Whatever goes wrong below HTTP is `chain_transport`; `interrupted` when the caller's signal did it;
 * `chain_decode` for an answer that is not JSON.
 */
export async function ask({ url, dispatcher, body, timeoutMs, signal, headers }: ChainRequest): Promise<ChainAnswer> {
  const limit = new TimeLimit(timeoutMs, signal);
  let text: string;
  let response: Dispatcher.ResponseData;
  try {
    response = await send(url, {
      dispatcher,
      method: body === undefined ? "GET" : "POST",
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: limit.signal,
    });
    text = await readText(response);
  } catch (cause) {
    if (signal?.aborted === true) throw new AffineError("interrupted", `The request to ${url} was interrupted.`);
    const why = limit.hasPassed ? `no answer within ${timeoutMs} ms` : reasonOf(cause);
    throw new AffineError("chain_transport", `The embedded chain at ${url} did not answer: ${why}.`, {
      hint: "Is it running (af localnet), and is the address right?",
      cause,
    });
  } finally {
    limit.clear();
  }
  const genesis = response.headers[GENESIS_HEADER];
  try {
    const value: unknown = JSON.parse(text);
    return { genesis: typeof genesis === "string" ? genesis : undefined, status: response.statusCode, value };
  } catch (cause) {
    throw notAChain(url, "its answer is not JSON", cause);
  }
}

/** The value of an answer. @throws AffineError the chain's own error, or `chain_decode`. */
export function unpack<T>(url: string, { status, value }: ChainAnswer, schema: z.ZodType<T>): T {
  if (status === 200) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw notAChain(url, "its answer has an unknown form", parsed.error);
  }
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success) throw notAChain(url, `it answered with status ${status} in an unknown form`, parsed.error);
  const { code, message, hint, details } = parsed.data.error;
  throw new AffineError(code, message, { ...(hint === null ? {} : { hint }), details });
}

export function notAChain(url: string, why: string, cause?: unknown): AffineError {
  return new AffineError("chain_decode", `What answers at ${url} is no embedded chain of this version: ${why}.`, {
    hint: "Check the address; run the same version on both sides.",
    cause,
  });
}

async function readText({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new RangeError(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function reasonOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  const message = errorMessage(cause);
  return typeof code === "string" && !message.includes(code) ? `${message} (${code})`.trim() : message;
}
