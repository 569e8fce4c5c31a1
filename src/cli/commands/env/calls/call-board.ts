/** Bytes of a board: four numbers, then the text. */
const BOARD_BYTES = 2048;
const HEAD_BYTES = 16;
const [CHANGES, LENGTH, PENDING, ENDED] = [0, 1, 2, 3];

interface Entry {
  readonly text: string;
}

/**
 * What code of a stranger's is at work in a thread, written where another thread can read it: one that loops can tell
 * nobody. Of several calls under way the oldest is shown.
 */
export class CallBoard {
  readonly memory: SharedArrayBuffer;
  readonly #head: Int32Array;
  readonly #text: Buffer;
  readonly #under = new Set<Entry>();
  #shown: Entry | undefined;

  constructor(memory = new SharedArrayBuffer(BOARD_BYTES)) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, HEAD_BYTES / 4);
    this.#text = Buffer.from(memory, HEAD_BYTES);
  }

  /** @returns what is to be called when it has come back. */
  enter(text: string): () => void {
    const entry = { text };
    this.#under.add(entry);
    this.#write();
    return () => {
      this.#under.delete(entry);
      this.#write();
    };
  }

  /** What is at work, and a number that is another one for every call; nothing where no call is under way. */
  read(): { readonly text: string; readonly change: number; readonly pending: number } | undefined {
    const length = Atomics.load(this.#head, LENGTH);
    if (length === 0) return undefined;
    const text = Buffer.from(this.#text.subarray(0, length)).toString("utf8");
    return { text, change: Atomics.load(this.#head, CHANGES), pending: Atomics.load(this.#head, PENDING) };
  }

  /** Marks that a watcher has ended the work, so that nobody else explains the end. */
  end(): void {
    Atomics.store(this.#head, ENDED, 1);
  }

  get isEnded(): boolean {
    return Atomics.load(this.#head, ENDED) === 1;
  }

  #write(): void {
    Atomics.store(this.#head, PENDING, this.#under.size);
    const [oldest] = this.#under;
    if (oldest === this.#shown) return;
    this.#shown = oldest;
    const length = oldest === undefined ? 0 : this.#text.write(oldest.text);
    Atomics.add(this.#head, CHANGES, 1);
    Atomics.store(this.#head, LENGTH, length);
  }
}
