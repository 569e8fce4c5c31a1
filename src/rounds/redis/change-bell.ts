/** Wakes those who wait for a change, at the latest after a while. */
export class ChangeBell {
  readonly #waiting = new Set<() => void>();
  readonly #pollMs: number;

  /** @param pollMs longest wait, since a bell may go unheard */
  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  async wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#pollMs);
      signal?.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }
}
