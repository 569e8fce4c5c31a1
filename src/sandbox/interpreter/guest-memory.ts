const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
const encoder = new TextEncoder();
const LONGEST_TEXT = 4096;
const PAGE_BYTES = 65_536;

/** The guest named an address that is not there. */
export class AddressError extends Error {}
/** The guest named a text that is longer than a path may be. */
export class LongTextError extends Error {}

/**
 * Typed access to the interpreter's linear memory. Addresses come from the guest and may be anything: every access is
 * checked against the memory's end, and one beyond it throws `AddressError`, which ends the run as a crash.
 */
export class GuestMemory {
  readonly memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  /** All of it; not to be kept, since growing detaches it. */
  get bytes(): Uint8Array {
    this.#refresh();
    return this.#bytes;
  }

  #refresh(): void {
    if (this.#bytes.length > 0) return;
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#view = new DataView(this.memory.buffer);
  }

  slice(address: number, length: number): Uint8Array {
    const start = this.#checked(address, length);
    return this.#bytes.subarray(start, start + length);
  }

  setUint32(address: number, value: number): void {
    const start = this.#checked(address, 4);
    this.#view.setUint32(start, value, true);
  }

  getUint32(address: number): number {
    const start = this.#checked(address, 4);
    return this.#view.getUint32(start, true);
  }

  getInt32(address: number): number {
    return this.getUint32(address) | 0;
  }

  getInt16(address: number): number {
    const start = this.#checked(address, 2);
    return this.#view.getInt16(start, true);
  }

  setInt16(address: number, value: number): void {
    const start = this.#checked(address, 2);
    this.#view.setInt16(start, value, true);
  }

  setUint64(address: number, value: bigint): void {
    const start = this.#checked(address, 8);
    this.#view.setBigUint64(start, value, true);
  }

  /**
   * Grows to the page that holds the last of so many bytes.
   *
   * @throws RangeError if the host has no memory left.
   */
  growTo(bytes: number): void {
    const missing = bytes - this.bytes.length;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  /** A NUL-terminated text of at most 4,096 bytes. @throws LongTextError for a longer one */
  text(address: number): string {
    const start = address >>> 0;
    const bytes = this.bytes.subarray(start, start + LONGEST_TEXT + 1);
    const length = bytes.indexOf(0);
    if (length >= 0) return decoder.decode(bytes.subarray(0, length));
    throw bytes.length > LONGEST_TEXT
      ? new LongTextError("a path without end")
      : new AddressError("a text without end");
  }

  /** Writes a text and its NUL; returns the number of bytes written. */
  setText(address: number, text: string): number {
    const bytes = encoder.encode(`${text}\0`);
    this.slice(address, bytes.length).set(bytes);
    return bytes.length;
  }

  #checked(address: number, length: number): number {
    const start = address >>> 0;
    if (start + length > this.bytes.length) throw new AddressError("an address beyond the memory's end");
    return start;
  }
}
