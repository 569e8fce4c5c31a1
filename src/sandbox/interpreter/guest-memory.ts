const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
const encoder = new TextEncoder();
const LONGEST_TEXT = 4096;

/**
 * Typed access to the interpreter's linear memory. Addresses come from the guest and may be anything: every access is
 * checked against the memory's end, and one beyond it throws `RangeError`, which ends the run as a crash.
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

  get view(): DataView {
    this.#refresh();
    return this.#view;
  }

  #refresh(): void {
    if (this.#bytes.length > 0) return;
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#view = new DataView(this.memory.buffer);
  }

  slice(address: number, length: number): Uint8Array {
    const start = address >>> 0;
    const bytes = this.bytes;
    if (start + length > bytes.length) throw new RangeError("an address beyond the memory's end");
    return bytes.subarray(start, start + length);
  }

  setUint32(address: number, value: number): void {
    this.view.setUint32(address >>> 0, value, true);
  }

  getUint32(address: number): number {
    return this.view.getUint32(address >>> 0, true);
  }

  setUint64(address: number, value: bigint): void {
    this.view.setBigUint64(address >>> 0, value, true);
  }

  /** A NUL-terminated text of at most 4,096 bytes. */
  text(address: number): string {
    const start = address >>> 0;
    const end = this.bytes.indexOf(0, start);
    if (end < 0 || end - start > LONGEST_TEXT) throw new RangeError("a text without end");
    return decoder.decode(this.bytes.subarray(start, end));
  }

  /** Writes a text and its NUL; returns the number of bytes written. */
  setText(address: number, text: string): number {
    const bytes = encoder.encode(`${text}\0`);
    this.bytes.set(bytes, address >>> 0);
    return bytes.length;
  }
}
