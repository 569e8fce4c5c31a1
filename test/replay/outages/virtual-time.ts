/** A clock that stands still until it is told to go on to the next thing that somebody waits for. */
export class VirtualTime {
  nowMs = 0;
  readonly #timers: { readonly atMs: number; readonly ring: () => void }[] = [];

  /** Resolves after a time by this clock, or when the signal comes. */
  readonly pause = (durationMs: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      this.#add(this.nowMs + durationMs, resolve);
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });

  at(atMs: number, act: () => void): void {
    this.#add(atMs, act);
  }

  /** Goes on to the earliest timer, and rings all of that time. @returns whether there was one */
  advance(): boolean {
    const next = this.#timers[0];
    if (next === undefined) return false;
    this.nowMs = next.atMs;
    while (this.#timers[0]?.atMs === next.atMs) this.#timers.shift()?.ring();
    return true;
  }

  #add(atMs: number, ring: () => void): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, { atMs, ring });
  }
}
