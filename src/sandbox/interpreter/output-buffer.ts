/** What a program wrote to one stream, up to a cap. */
export class OutputBuffer {
  readonly capBytes: number;
  truncated = false;
  #bytes = new Uint8Array(4096);
  #length = 0;

  constructor(capBytes: number) {
    this.capBytes = capBytes;
  }

  /** Takes what fits; false if something was cut off. */
  append(chunk: Uint8Array): boolean {
    const room = this.capBytes - this.#length;
    const taken = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#reserve(this.#length + taken.length);
    this.#bytes.set(taken, this.#length);
    this.#length += taken.length;
    if (taken.length < chunk.length) this.truncated = true;
    return !this.truncated;
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.capBytes, Math.max(length, 2 * this.#bytes.length)));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
