interface SpectatorOptions {
  readonly nowMs: () => number;
  /** Number of the last event that it has seen. */
  readonly seen: number;
  /** What it is told before anything else. */
  readonly first: readonly Uint8Array[];
  /** The next thing to tell; `undefined` when there is none yet, `null` when it cannot go on. */
  readonly next: (spectator: Spectator) => Uint8Array | null | undefined;
  readonly onGone: (spectator: Spectator) => void;
}

/** One who watches: gives out the next event when the socket has room, and holds nothing itself. */
export class Spectator {
  seen: number;
  /** Of the last snapshot that it was sent. */
  seenVersion = 0;
  readonly stream: ReadableStream<Uint8Array>;
  readonly #options: SpectatorOptions;
  readonly #first: Uint8Array[];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** Settles the pull that waits for news. */
  #waiting: (() => void) | undefined;
  #takenAtMs: number;
  #isOver = false;

  constructor(options: SpectatorOptions) {
    this.#options = options;
    this.seen = options.seen;
    this.#first = [...options.first];
    this.#takenAtMs = options.nowMs();
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#pull(),
        cancel: () => this.#gone(),
      },
      { highWaterMark: 1 },
    );
  }

  wake(): void {
    this.#waiting?.();
  }

  /** Says something now if it waits for news; one that has something to read needs no sign of life. */
  say(bytes: Uint8Array): void {
    if (this.#waiting === undefined || this.#isOver) return;
    this.#first.push(bytes);
    this.wake();
  }

  /** Whether it has taken nothing for so long although there is something. */
  isSlow(limitMs: number): boolean {
    return this.#waiting === undefined && this.#options.nowMs() - this.#takenAtMs > limitMs;
  }

  end(): void {
    if (this.#isOver) return;
    this.#gone();
    this.#controller?.close();
    this.wake();
  }

  async #pull(): Promise<void> {
    this.#takenAtMs = this.#options.nowMs();
    while (!this.#isOver) {
      const next = this.#first.shift() ?? this.#options.next(this);
      if (next === null) {
        this.end();
        return;
      }
      if (next !== undefined) {
        this.#controller?.enqueue(next);
        return;
      }
      await new Promise<void>((resolve) => (this.#waiting = resolve));
      this.#waiting = undefined;
    }
  }

  #gone(): void {
    this.#isOver = true;
    this.#options.onGone(this);
    this.wake();
  }
}
