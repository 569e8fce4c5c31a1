import { AffineError } from "../../../core/index.ts";
import type { BlockRef } from "../../chain.ts";

interface Waiter {
  readonly number: number;
  readonly settle: (outcome: BlockRef | AffineError) => void;
}

/** The newest final block over all sessions, which never goes back, and those who wait for a later one. */
export class HeadBoard {
  readonly #waiters = new Set<Waiter>();
  #head: BlockRef | undefined;
  #movedAtMs = performance.now();

  get head(): BlockRef | undefined {
    return this.#head;
  }

  /** Milliseconds since the head moved. */
  get ageMs(): number {
    return performance.now() - this.#movedAtMs;
  }

  update(head: BlockRef): void {
    if (this.#head !== undefined && head.number <= this.#head.number) return;
    this.#head = head;
    this.#movedAtMs = performance.now();
    for (const waiter of [...this.#waiters]) if (waiter.number <= head.number) waiter.settle(head);
  }

  /** Resolves once the head's number is at least `number`. @throws AffineError `interrupted`, or what {@link fail} is told. */
  wait(number: number, signal?: AbortSignal): Promise<BlockRef> {
    if (signal?.aborted === true) return Promise.reject(interrupted(number));
    if (this.#head !== undefined && this.#head.number >= number) return Promise.resolve(this.#head);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiter.settle(interrupted(number));
      };
      const waiter: Waiter = {
        number,
        settle: (outcome) => {
          this.#waiters.delete(waiter);
          signal?.removeEventListener("abort", onAbort);
          if (outcome instanceof AffineError) reject(outcome);
          else resolve(outcome);
        },
      };
      this.#waiters.add(waiter);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Everybody who waits is told why it is in vain. */
  fail(reason: AffineError): void {
    for (const waiter of [...this.#waiters]) waiter.settle(reason);
  }
}

function interrupted(number: number): AffineError {
  return new AffineError("interrupted", `Waiting for block ${number} was interrupted.`);
}
