import type { Dispatcher } from "undici";
import type { AffineError, Answer } from "../core/index.ts";
import type { StopSignal } from "../io/index.ts";
import { CompletionReader, TIME_LIMIT } from "./completion-reader.ts";
import { PhaseClock } from "./phase-clock.ts";
import { RefusalReader } from "./refusal-reader.ts";
import { interruptedFailure, protocolFailure, timeoutFailure, type Peer, type TimeoutPhase } from "./failure.ts";
import { networkFailure } from "./network-failure.ts";
import type { InferenceTimeouts } from "./options.ts";

export interface ExchangeOptions {
  readonly peer: Peer;
  readonly timeouts: InferenceTimeouts;
  readonly maxResponseBytes: number;
  /** When the whole query is over, on the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly signal: StopSignal;
}

interface Settle {
  readonly resolve: (answer: Omit<Answer, "attempts">) => void;
  readonly reject: (error: AffineError) => void;
}

/** After finish reason and usage: time to wait for `[DONE]`, which not every server sends. */
const DONE_MS = 2_000;
/** After `[DONE]`: time to wait for the response's end, after which its connection can be used again. */
const END_MS = 100;

/**
 * One request and its response. Sits directly on undici's dispatch: no promise and no stream object for each chunk,
 * which is where fetch spends most of its time at a thousand answers at once.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #settle: Settle;
  readonly #clock: PhaseClock;
  readonly #reader: CompletionReader;
  readonly #onAbort = (): void => this.#fail(interruptedFailure(this.#options.signal.reason));
  #refusal: RefusalReader | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #firstTokenMs: number | null = null;
  #progress = 0;
  #textBytes = 0;
  /** When text last came. */
  #spokeMs = 0;
  #responded = false;
  #windUpMs: number | null = null;
  #latencyMs: number | null = null;
  #settled = false;

  constructor(options: ExchangeOptions, settle: Settle) {
    this.#options = options;
    this.#settle = settle;
    this.#reader = new CompletionReader(options.peer, options.maxResponseBytes);
    this.#clock = new PhaseClock(options.timeouts, options.deadlineAt, (phase, limitMs) => this.#late(phase, limitMs));
    options.signal.addEventListener("abort", this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new Error("The request is no longer wanted."));
    else this.#clock.enter("headers");
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200 || this.#settled) return;
    this.#responded = true;
    this.#clock.enter("first token");
    if (status >= 300) {
      this.#refusal = new RefusalReader(this.#options.peer, status, headers);
    } else if (![undefined, "", "identity"].includes(headers["content-encoding"] as string | undefined)) {
      this.#fail(protocolFailure(this.#options.peer, "compressed its answer, which was not asked for"));
    }
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#settled) return;
    if (this.#refusal !== null) {
      if (!this.#refusal.push(piece)) this.#fail(this.#refusal.failure());
      return;
    }
    const reader = this.#reader;
    reader.push(piece);
    if (this.#firstTokenMs === null && reader.spoke) this.#firstTokenMs = this.#clock.elapsedMs();
    if (reader.textBytes > this.#textBytes)
      [this.#textBytes, this.#spokeMs] = [reader.textBytes, this.#clock.elapsedMs()];
    if (reader.ended) {
      this.#windUp(END_MS);
    } else if (reader.isWholeTold) {
      this.#windUp(DONE_MS);
    } else if ((reader.spoke || reader.finished) && reader.progress !== this.#progress) {
      this.#progress = reader.progress;
      this.#windUpMs = null;
      // What finished may go on: some servers write a finish reason into every event.
      this.#latencyMs = reader.finished ? this.#clock.elapsedMs() : null;
      this.#clock.enter("idle");
    }
  }

  onResponseEnd(): void {
    if (this.#refusal !== null) this.#fail(this.#refusal.failure());
    this.#reader.end();
    this.#latencyMs ??= this.#clock.elapsedMs();
    // The pool sees the connection as free one immediate after this call. Whoever gets the answer before that and asks
    // again is given a new connection, so that there would be twice as many.
    queueMicrotask(() => setImmediate(() => this.#conclude()));
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#reader.ended || !this.#reader.mayBeCut) this.#conclude();
    this.#fail(networkFailure(this.#options.peer, error, this.#options.timeouts.connectMs, this.#responded));
  }

  #late(phase: TimeoutPhase, limitMs: number): void {
    const reader = this.#reader;
    if (phase === "total" && this.#flows(limitMs) && !reader.ended && reader.mayBeCut) reader.cut(TIME_LIMIT);
    if (reader.ended || !reader.mayBeCut) this.#conclude();
    else this.#fail(timeoutFailure(this.#options.peer, phase, limitMs));
    this.#controller?.abort(new Error("Nothing more of this response is wanted."));
  }

  /** Text has come until lately: who only keeps the connection alive has fallen silent. */
  #flows(limitMs: number): boolean {
    const silenceMs = this.#clock.elapsedMs() - this.#spokeMs;
    return this.#reader.spoke && silenceMs < Math.min(this.#options.timeouts.idleMs, limitMs / 2);
  }

  /** The answer is complete; what is left is a formality, which is given this long. */
  #windUp(limitMs: number): void {
    if (this.#windUpMs === limitMs) return;
    this.#windUpMs = limitMs;
    this.#latencyMs ??= this.#clock.elapsedMs();
    if (this.#reader.stoppedEarly) {
      this.#conclude();
      this.#controller?.abort(new Error("Nothing more of this response is wanted."));
    } else {
      this.#clock.windUp(limitMs);
    }
  }

  /** Settles with what was read, unless it is settled already. */
  #conclude(): void {
    if (this.#settled) return;
    const { said, error } = this.#reader.result();
    if (said === null) {
      this.#fail(error);
      return;
    }
    this.#release();
    const latencyMs = this.#latencyMs ?? this.#clock.elapsedMs();
    this.#settle.resolve({ ...said, latencyMs, firstTokenMs: this.#firstTokenMs });
  }

  #fail(error: AffineError): void {
    if (this.#settled) return;
    this.#release();
    this.#settle.reject(error);
    this.#controller?.abort(error);
  }

  #release(): void {
    this.#settled = true;
    this.#clock.stop();
    this.#options.signal.removeEventListener("abort", this.#onAbort);
  }
}

/** Sends one request. @throws AffineError of codes `inference_*`, `credentials_invalid` or `interrupted`. */
export async function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: ExchangeOptions,
): Promise<Omit<Answer, "attempts">> {
  if (options.signal.aborted) throw interruptedFailure(options.signal.reason);
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(options, { resolve, reject }));
  });
}
