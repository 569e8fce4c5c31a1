const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** Calls again after a failure: after 1 s, then twice as long each time up to a minute. Keeps no process alive. */
export class RetryTimer {
  readonly #action: () => void;
  #timer: NodeJS.Timeout | undefined;
  #delayMs = FIRST_DELAY_MS;

  constructor(action: () => void) {
    this.#action = action;
  }

  /** Whether another attempt is to come: whoever has something new waits for it too. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#action();
    }, this.#delayMs);
    this.#timer.unref();
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
  }

  /** After a success, or to end: nothing is scheduled any more and the next delay is the first again. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#delayMs = FIRST_DELAY_MS;
  }
}
