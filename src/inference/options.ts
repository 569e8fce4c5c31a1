import type { RequestFields } from "./request-fields.ts";

/** How long each part of one attempt may take, in milliseconds. */
export interface InferenceTimeouts {
  /** From the start of the attempt until the request is written on an open connection. */
  readonly connectMs: number;
  /** From the written request to the response's status line and headers. */
  readonly headersMs: number;
  /** From the headers to the first text, of reasoning or answer. */
  readonly firstTokenMs: number;
  /** Between two events of the answer, once it has begun. Comments of a proxy do not count. */
  readonly idleMs: number;
  /** The whole attempt. An answer still flowing by then is the model's own fault; see `outcomeOf`. */
  readonly totalMs: number;
}

/** Generous where a cold or thinking model may be silent, tight where only a dead host is. */
export const DEFAULT_TIMEOUTS: InferenceTimeouts = {
  connectMs: 10_000,
  headersMs: 120_000,
  firstTokenMs: 300_000,
  idleMs: 60_000,
  totalMs: 900_000,
};

/** What is tried again, and for how long. */
export interface RetryPolicy {
  /** Requests at most, the first included. */
  readonly maxAttempts: number;
  /** Time from the first request after which no attempt starts and a running one is given up, in milliseconds. */
  readonly deadlineMs: number;
  /** Upper bound of the first pause; each later bound is twice the one before. */
  readonly baseDelayMs: number;
  /** Upper bound of any pause of our own choice. */
  readonly maxDelayMs: number;
  /** A server's Retry-After is honoured up to this long. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 4,
  deadlineMs: 1_800_000,
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 60_000,
};

/** Text kept of one answer, reasoning included: 4 MiB of UTF-8. */
export const DEFAULT_MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** One question to one model. */
export interface QueryOptions {
  /** The model's name as its host knows it. */
  readonly model: string;
  /** Where the host answers: `https://host`, `https://host/v1` or the full path, with or without a final slash. */
  readonly baseUrl: string;
  /** Sent as a bearer token; never part of an error or a log. */
  readonly apiKey?: string | undefined;
  readonly seed?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** Tokens the model may generate. */
  readonly maxTokens?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  /** What a host wants otherwise: fields that are added or replaced, or with `null` left out. */
  readonly fields?: RequestFields | undefined;
  readonly timeouts?: Partial<InferenceTimeouts> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /**
   * Time from the call until the query is given up, waiting for a turn at the limit included, in milliseconds. Without
   * it a turn is waited for as long as it takes.
   */
  readonly turnMs?: number | undefined;
  /** UTF-8 bytes of text and reasoning after which the stream is aborted. */
  readonly maxResponseBytes?: number | undefined;
  /** Ends the query with `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Who shares a concurrency limit, for example a miner's hotkey. Default: the host and model. */
  readonly limitKey?: string | undefined;
  /** Told of a pause that an overloaded host asked for (Retry-After), in milliseconds, as far as it is honoured. */
  readonly onRetryAfter?: ((durationMs: number) => void) | undefined;
}
