import { AffineError } from "../../core/index.ts";

/**
 * What the writers of a locked folder go through: once it is closed nobody writes there any more, so that the lock can
 * be given to another process.
 *
 * @example
 * await gate.write(() => replaceFile(path, text));
 * await gate.close();
 * await lock.release();
 */
export class WriteGate {
  readonly #subject: string;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  /** @param subject what is closed, for messages: "The data folder /var/affine" */
  constructor(subject: string) {
    this.#subject = subject;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @throws AffineError `interrupted` once it is closed: nothing was begun then. And what the write throws. */
  async write<T>(write: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new AffineError("interrupted", `${this.#subject} is closed: nothing is written any more.`);
    const running = write();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Lets nobody begin any more; resolves when who had begun is done. Whether that failed is the writer's to tell. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }
}
