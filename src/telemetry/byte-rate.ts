/** Bytes a second over the last moments, so that a pause or a burst long ago does not tell on the estimate. */
export class ByteRate {
  readonly #windowMs: number;
  #samples: { atMs: number; total: number }[];

  constructor(startMs: number, windowMs = 15_000) {
    this.#windowMs = windowMs;
    this.#samples = [{ atMs: startMs, total: 0 }];
  }

  /** @param total bytes since the start */
  sample(atMs: number, total: number): void {
    this.#samples.push({ atMs, total });
    // One sample older than the window stays, so that there is always a span to measure over.
    const kept = this.#samples.findIndex((sample) => sample.atMs > atMs - this.#windowMs);
    if (kept > 1) this.#samples = this.#samples.slice(kept - 1);
  }

  /** Bytes a second; 0 while there is nothing to tell from. */
  get perSecond(): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
    return Math.max(0, ((last.total - first.total) * 1_000) / (last.atMs - first.atMs));
  }
}
