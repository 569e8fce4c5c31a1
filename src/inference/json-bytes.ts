import { ByteBuffer } from "./byte-buffer.ts";
import { EscapeShortener } from "./escape-shortener.ts";

/**
 * Bytes of JSON that arrive in pieces and have limited room. They count in their shortest spelling: how a server escapes
 * its text is its own affair. Nothing is rewritten while the bytes fit as they came.
 */
export class JsonBytes {
  readonly #bytes = new ByteBuffer();
  #shortener = new EscapeShortener();
  /** So many bytes stand in their shortest spelling. */
  #settled = 0;

  get length(): number {
    return this.#bytes.length;
  }

  append(piece: Uint8Array): void {
    this.#bytes.append(piece);
  }

  /** Whether they are more than this however they are spelled; where they are not, the room that is left was made. */
  exceeds(most: number): boolean {
    if (this.#bytes.length <= most) return false;
    // Only what came since the last time is looked at: a flood of small pieces stays linear.
    this.#bytes.rewrite((bytes) => {
      const { read, written } = this.#shortener.shorten(bytes, this.#settled);
      this.#settled = written;
      bytes.copyWithin(written, read);
      return written + bytes.length - read;
    });
    // Beside it there is an escape at most whose end has not come.
    return this.#settled > most;
  }

  /** All bytes so far; valid until the next `append`. Leaves nothing. */
  take(): Buffer {
    this.#settled = 0;
    this.#shortener = new EscapeShortener();
    return this.#bytes.take();
  }
}
