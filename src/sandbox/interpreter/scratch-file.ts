const MIB = 2 ** 20;
/** What all temporary files of a run may hold together. */
const MOST_BYTES = 64 * MIB;
const MOST_FILES = 4_096;
const CLEARED_BYTES_PER_UNIT = 4;

/** What is left for the temporary files of one run. */
export class ScratchSpace {
  #bytes = 0;
  #files = 0;

  /** False if there is no room for another file or folder. */
  addFile(): boolean {
    if (this.#files >= MOST_FILES) return false;
    this.#files += 1;
    return true;
  }

  /** False if a file cannot grow by so many bytes. */
  grow(bytes: number): boolean {
    if (this.#bytes + bytes > MOST_BYTES) return false;
    this.#bytes += bytes;
    return true;
  }

  reset(): void {
    this.#bytes = 0;
    this.#files = 0;
  }
}

/** A temporary file of a program: bytes in memory that are gone when the run ends. */
export class ScratchFile {
  readonly #space: ScratchSpace;
  #bytes = new Uint8Array(0);
  #sizeBytes = 0;

  constructor(space: ScratchSpace) {
    this.#space = space;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** A view of its bytes. */
  read(): Uint8Array {
    return this.#bytes.subarray(0, this.#sizeBytes);
  }

  /** False if there is no room. */
  write(offset: number, chunk: Uint8Array): boolean {
    if (offset + chunk.length > this.#sizeBytes && !this.resize(offset + chunk.length)) return false;
    this.#bytes.set(chunk, offset);
    return true;
  }

  /**
   * Cuts it off or fills it up at a program's wish, which costs it fuel: the bytes are cleared by the host.
   *
   * @param charge takes units of fuel.
   */
  cut(sizeBytes: number, charge: (units: number) => void): boolean {
    charge(Math.ceil(Math.abs(sizeBytes - this.#sizeBytes) / CLEARED_BYTES_PER_UNIT));
    return this.resize(sizeBytes);
  }

  /** Cuts it off, or fills it up with zeros; false if there is no room. */
  resize(sizeBytes: number): boolean {
    if (sizeBytes > this.#bytes.length) {
      const wanted = Math.max(sizeBytes, 2 * this.#bytes.length);
      if (!this.#space.grow(wanted - this.#bytes.length)) return false;
      const larger = new Uint8Array(wanted);
      larger.set(this.read());
      this.#bytes = larger;
    } else if (sizeBytes < this.#sizeBytes) this.#bytes.fill(0, sizeBytes, this.#sizeBytes);
    this.#sizeBytes = sizeBytes;
    return true;
  }
}
