const SEED = 0x2545f491;

/**
 * The system's random source as a program sees it: the same bytes in every run (mulberry32). Programs that need
 * secrets have no business here.
 */
export class VirtualRandom {
  #state = SEED;

  fill(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = this.#next();
  }

  reset(): void {
    this.#state = SEED;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 255;
  }
}
