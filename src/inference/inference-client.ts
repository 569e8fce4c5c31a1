import { AffineError, type Answer, type Message } from "../core/index.ts";
import { pause, type StopSignal } from "../io/index.ts";
import { AdaptiveLimiter, DEFAULT_LIMITS, type Lesson, type LimiterOptions } from "./adaptive-limiter.ts";
import { Cancellation } from "./cancellation.ts";
import { chatRequest, type ChatRequest } from "./chat-request.ts";
import { exchange } from "./exchange.ts";
import { interruptedFailure, turnFailure } from "./failure.ts";
import { DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_RETRY, DEFAULT_TIMEOUTS, type QueryOptions } from "./options.ts";
import { Pools } from "./pools.ts";
import { retryDelayMs } from "./retry-delay.ts";

export interface InferenceClientOptions {
  /** Requests at once for each limit key; see {@link AdaptiveLimiter}. */
  readonly limits?: Partial<LimiterOptions>;
  /** Spreads retries out: a number in 0..1, 1 excluded. */
  readonly random?: () => number;
}

/** Limit keys remembered at most; beyond, one that nobody uses is forgotten. */
const MAX_LIMITERS = 4096;
/** A connection that took longer than this is of no use to anybody, whatever a query allows. */
const MAX_CONNECT_MS = 60_000;

/**
 * Asks models over OpenAI-compatible chat completions, many at once. Connections and what was learned about each
 * host's capacity are shared by all queries of one client.
 *
 * @example
 * const client = new InferenceClient();
 * const answer = await client.query("2 + 2?", { model: "m", baseUrl: "http://127.0.0.1:8000/v1" });
 * await client.close();
 */
export class InferenceClient {
  readonly #pools = new Pools(MAX_CONNECT_MS);
  readonly #limiters = new Map<string, AdaptiveLimiter>();
  readonly #limits: LimiterOptions;
  readonly #random: () => number;
  readonly #running = new Set<Cancellation>();
  readonly #heldUntilMs = new Map<string, number>();
  #closed = false;

  constructor(options: InferenceClientOptions = {}) {
    const max = options.limits?.max ?? DEFAULT_LIMITS.max;
    this.#limits = { initial: options.limits?.initial ?? Math.min(DEFAULT_LIMITS.initial, max), max };
    this.#random = options.random ?? Math.random;
    // Bad limits are told now rather than with the first query.
    new AdaptiveLimiter(this.#limits);
  }

  /**
   * Sends a prompt and collects the answer, trying again where that can help.
   *
   * @throws AffineError `inference_transport`, `inference_unavailable`, `inference_protocol`, `inference_rejected`,
   * `credentials_invalid`, `interrupted`; `invalid_input` and `config_invalid` for what the caller gave.
   * Pass either way out to `outcomeOf`.
   */
  async query(prompt: string | readonly Message[], options: QueryOptions): Promise<Answer> {
    const request = chatRequest(prompt, options);
    if (this.#closed) throw interruptedFailure(closedError());
    const stop = new Cancellation();
    const onAbort = (): void => stop.abort(options.signal?.reason);
    if (options.signal?.aborted) onAbort();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    this.#running.add(stop);
    try {
      return await this.#ask(request, options, stop);
    } finally {
      this.#running.delete(stop);
      options.signal?.removeEventListener("abort", onAbort);
    }
  }

  /** The limiter behind a key: what is under way there, and what its host has shown it can take. */
  limiter(key: string): AdaptiveLimiter {
    const known = this.#limiters.get(key);
    if (known !== undefined) return known;
    if (this.#limiters.size >= MAX_LIMITERS) this.#forgetOne();
    const limiter = new AdaptiveLimiter(this.#limits);
    this.#limiters.set(key, limiter);
    return limiter;
  }

  /**
   * Sends nothing more under a limit key for a while, at most a minute: its host asked another process for a pause.
   * Requests under way go on.
   */
  holdBack(limitKey: string, durationMs: number): void {
    const untilMs = performance.now() + Math.min(Math.max(0, durationMs), DEFAULT_RETRY.maxRetryAfterMs);
    this.#heldUntilMs.delete(limitKey);
    this.#heldUntilMs.set(limitKey, untilMs);
    const [oldest] = this.#heldUntilMs.keys();
    if (this.#heldUntilMs.size > MAX_LIMITERS && oldest !== undefined) this.#heldUntilMs.delete(oldest);
  }

  /** Ends what is under way with `interrupted` and closes all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#running) stop.abort(closedError());
    await this.#pools.destroy(closedError());
  }

  async #ask(request: ChatRequest, options: QueryOptions, signal: StopSignal): Promise<Answer> {
    const policy = { ...DEFAULT_RETRY, ...definedOf(options.retry) };
    const key = options.limitKey ?? `${request.endpoint.origin} ${request.peer.model}`;
    const limiter = this.limiter(key);
    const calledAt = performance.now();
    const givenUpAt = calledAt + (options.turnMs ?? Infinity);
    let deadlineAt = Infinity;
    let last: AffineError | undefined;
    for (let attempts = 1; ; attempts += 1) {
      await this.#waitForHold(key, givenUpAt, signal);
      const permit = await limiter.acquire(signal, Math.max(0, givenUpAt - performance.now()));
      if (permit === null)
        throw withAttempts(last ?? turnFailure(request.peer, performance.now() - calledAt), attempts - 1);
      // Waiting for a turn is not the host's fault: the clock starts with the first request.
      if (attempts === 1) deadlineAt = Math.min(performance.now() + policy.deadlineMs, givenUpAt);
      let lesson: Lesson = "nothing";
      try {
        const answer = await this.#send(request, options, deadlineAt, signal);
        lesson = "success";
        return { ...answer, attempts };
      } catch (thrown) {
        if (!AffineError.isInstance(thrown)) throw thrown;
        last = thrown;
        if (isOverload(thrown)) {
          lesson = "overload";
          const { retryAfterMs } = thrown.details;
          if (typeof retryAfterMs === "number") options.onRetryAfter?.(Math.min(retryAfterMs, policy.maxRetryAfterMs));
        }
        const leftMs = deadlineAt - performance.now();
        const delayMs = retryDelayMs(thrown, attempts, leftMs, policy, this.#random);
        if (delayMs === null) throw withAttempts(thrown, attempts);
        // The turn is given back before the pause, so that others can use it.
        permit.release(lesson);
        if (!(await pause(delayMs, signal))) throw interruptedFailure(signal.reason);
      } finally {
        permit.release(lesson);
      }
    }
  }

  /** A pause may be asked for again while it lasts. */
  async #waitForHold(key: string, givenUpAt: number, signal: StopSignal): Promise<void> {
    for (;;) {
      const leftMs = Math.min(this.#heldUntilMs.get(key) ?? 0, givenUpAt) - performance.now();
      if (!(leftMs > 0)) return;
      if (!(await pause(leftMs, signal))) throw interruptedFailure(signal.reason);
    }
  }

  #send(request: ChatRequest, options: QueryOptions, deadlineAt: number, signal: StopSignal) {
    const { endpoint, headers, body, peer } = request;
    return exchange(
      this.#pools.of(endpoint.origin),
      { origin: endpoint.origin, path: endpoint.path, method: "POST", headers, body },
      {
        peer,
        timeouts: { ...DEFAULT_TIMEOUTS, ...definedOf(options.timeouts) },
        maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
        deadlineAt,
        signal,
      },
    );
  }

  #forgetOne(): void {
    for (const [key, limiter] of this.#limiters) {
      if (limiter.inFlight > 0 || limiter.waiting > 0) continue;
      this.#limiters.delete(key);
      return;
    }
  }
}

/** Signs that the host has more to do than it can. */
function isOverload(error: AffineError): boolean {
  const { status, phase } = error.details;
  return status === 429 || status === 503 || status === 529 || phase !== undefined;
}

function withAttempts(error: AffineError, attempts: number): AffineError {
  const { hint, cause, retryable } = error;
  const details = { ...error.details, attempts };
  return new AffineError(error.code, error.message, {
    ...(hint === undefined ? {} : { hint }),
    cause,
    retryable,
    details,
  });
}

/** Without the keys whose value is `undefined`, which would hide a default. */
function definedOf<T extends object>(values: T | undefined): T {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as T;
}

function closedError(): Error {
  return new Error("The inference client was closed.");
}
