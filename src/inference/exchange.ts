import type { Dispatcher } from "undici";
import type { AffineError, Answer } from "../core/index.ts";
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
  readonly signal: AbortSignal | undefined;
}

interface Settle {
  readonly resolve: (answer: Omit<Answer, "attempts">) => void;
  readonly reject: (error: AffineError) => void;
}

/** After the answer's end: time to wait for its usage, then for the connection to come free for reuse. */
const WIND_UP_MS = 2_000;

/**
 * One request and its response. Sits directly on undici's dispatch: no promise and no stream object for each chunk,
 * which is where fetch spends most of its time at a thousand answers at once.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #settle: Settle;
  readonly #clock: PhaseClock;
  readonly #reader: CompletionReader;
  readonly #onAbort = (): void => this.#fail(interruptedFailure(this.#options.signal?.reason));
  #refusal: RefusalReader | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #firstTokenMs: number | null = null;
  #progress = 0;
  #responded = false;
  #winding = false;
  #settled = false;

  constructor(options: ExchangeOptions, settle: Settle) {
    this.#options = options;
    this.#settle = settle;
    this.#reader = new CompletionReader(options.peer, options.maxResponseBytes);
    this.#clock = new PhaseClock(options.timeouts, options.deadlineAt, (phase, limitMs) => this.#late(phase, limitMs));
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
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
    if (reader.ended) {
      this.#conclude();
    } else if (reader.finished) {
      if (!this.#winding) this.#clock.windUp(WIND_UP_MS);
      this.#winding = true;
    } else if (reader.spoke && reader.progress !== this.#progress) {
      this.#progress = reader.progress;
      this.#clock.enter("idle");
    }
  }

  onResponseEnd(): void {
    if (this.#refusal !== null) this.#fail(this.#refusal.failure());
    this.#reader.end();
    this.#conclude();
    this.#clock.stop();
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#reader.finished) this.#conclude();
    this.#fail(networkFailure(this.#options.peer, error, this.#options.timeouts.connectMs, this.#responded));
    this.#clock.stop();
  }

  #late(phase: TimeoutPhase, limitMs: number): void {
    if (this.#settled) {
      this.#controller?.abort(new Error("The response went on after its end."));
    } else if (this.#reader.finished) {
      this.#conclude();
      this.#controller?.abort(new Error("The response went on after its end."));
    } else if (phase === "total" && this.#reader.spoke) {
      this.#reader.cut(TIME_LIMIT);
      this.#conclude();
    } else {
      this.#fail(timeoutFailure(this.#options.peer, phase, limitMs));
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
    this.#settle.resolve({ ...said, latencyMs: this.#clock.elapsedMs(), firstTokenMs: this.#firstTokenMs });
    if (this.#reader.wasCut) this.#controller?.abort(new Error("The answer was longer than its limit."));
    else this.#clock.windUp(WIND_UP_MS);
  }

  #fail(error: AffineError): void {
    if (this.#settled) return;
    this.#release();
    this.#clock.stop();
    this.#settle.reject(error);
    this.#controller?.abort(error);
  }

  #release(): void {
    this.#settled = true;
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
  }
}

/** Sends one request. @throws AffineError of codes `inference_*`, `credentials_invalid` or `interrupted`. */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: ExchangeOptions,
): Promise<Omit<Answer, "attempts">> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(options, { resolve, reject }));
  });
}
