/** Bytes that arrive in pieces of any size. Grows by doubling, so that a flood of one-byte pieces stays linear. */
export class ByteBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2, 1024));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  /** @param change what is kept, in place; returns how many bytes of it are left */
  rewrite(change: (bytes: Buffer) => number): void {
    this.#length = change(this.#bytes.subarray(0, this.#length));
  }

  /** All bytes so far; valid until the next `append`. Leaves the buffer empty. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    // A large allocation is not kept for the small pieces that usually follow.
    if (this.#bytes.length > 65_536) this.#bytes = Buffer.alloc(0);
    return taken;
  }
}
