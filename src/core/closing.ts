/** Things to close in the reverse order of their opening. */
export class Closing {
  readonly #closers: (() => Promise<void> | void)[] = [];
  #closed: Promise<void> | undefined;

  add(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  /** Closes everything, also when some of it fails; then rejects with the first failure. Later calls wait for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Runs a start-up; when it fails half-way, what it had opened is closed before the failure goes on. */
export async function opening<T>(start: (closing: Closing) => Promise<T>): Promise<T> {
  const closing = new Closing();
  try {
    return await start(closing);
  } catch (failure) {
    await closing.close();
    throw failure;
  }
}
