const PING_MS = 1_000;
const MOST_UNANSWERED = 10;

/** Notices a child process that no longer answers. */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #unanswered = 0;

  /** @param silent called once, after ten pings, one a second, without a word from the other side. */
  constructor(ping: (number: number) => void, silent: () => void) {
    let number = 0;
    this.#timer = setInterval(() => {
      if (this.#unanswered >= MOST_UNANSWERED) {
        this.stop();
        silent();
        return;
      }
      this.#unanswered += 1;
      number += 1;
      ping(number);
    }, PING_MS);
    this.#timer.unref();
  }

  heard(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
