/**
 * What ends an exchange: the caller's signal, or the time that it may take. A timer of its own, since Node 20 collects the
 * signal of `AbortSignal.timeout` where only `AbortSignal.any` knows it, and then it never fires.
 */
export class TimeLimit {
  /** Aborts at the end of the time, or with the caller's. */
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param limitMs from now on, milliseconds */
  constructor(limitMs: number, signal?: AbortSignal) {
    const passed = (): void =>
      this.#own.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    this.#timer = setTimeout(passed, limitMs).unref();
    this.signal = signal === undefined ? this.#own.signal : AbortSignal.any([signal, this.#own.signal]);
  }

  /** Whether it was the time. */
  get hasPassed(): boolean {
    return this.#own.signal.aborted;
  }

  /** Once the exchange is over. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
