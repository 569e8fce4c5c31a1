import type { Hex } from "../../chain.ts";

const HASH_BYTES = 32;

/** The hash of every block from 0 on, kept for ever: 32 bytes each. */
export class BlockHashes {
  #bytes: Buffer = Buffer.alloc(1024 * HASH_BYTES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(hash: Hex): void {
    this.append(Buffer.from(hash.slice(2), "hex"));
  }

  /** Adds hashes, one after the other. */
  append(hashes: Uint8Array): void {
    const used = this.#count * HASH_BYTES;
    if (used + hashes.length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, used)], 2 * (used + hashes.length));
    }
    this.#bytes.set(hashes, used);
    this.#count += hashes.length / HASH_BYTES;
  }

  get(number: number): Hex | undefined {
    if (!Number.isInteger(number) || number < 0 || number >= this.#count) return undefined;
    return `0x${this.#bytes.toString("hex", number * HASH_BYTES, (number + 1) * HASH_BYTES)}`;
  }

  /** The bytes of the hashes from block `start` up to, not including, block `end`. */
  slice(start: number, end: number): Buffer {
    return this.#bytes.subarray(start * HASH_BYTES, Math.min(end, this.#count) * HASH_BYTES);
  }
}
