import { AffineError } from "../../../core/index.ts";
import type { BlockRef } from "../../chain.ts";

interface Waiter {
  readonly number: number;
  readonly resolve: (head: BlockRef) => void;
  readonly reject: (error: AffineError) => void;
}

/** Those who wait for a block. */
export class HeadWaiters {
  readonly #waiters = new Set<Waiter>();

  /** @throws AffineError `interrupted` when the signal aborts. */
  wait(number: number, signal?: AbortSignal): Promise<BlockRef> {
    return new Promise((resolve, reject) => {
      const interrupt = (): void => {
        this.#waiters.delete(waiter);
        reject(new AffineError("interrupted", `Waiting for block ${number} was interrupted.`));
      };
      const waiter: Waiter = {
        number,
        resolve: (head) => {
          signal?.removeEventListener("abort", interrupt);
          resolve(head);
        },
        reject: (error) => {
          signal?.removeEventListener("abort", interrupt);
          reject(error);
        },
      };
      this.#waiters.add(waiter);
      signal?.addEventListener("abort", interrupt, { once: true });
      if (signal?.aborted === true) interrupt();
    });
  }

  wake(head: BlockRef): void {
    for (const waiter of this.#waiters) {
      if (head.number < waiter.number) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(head);
    }
  }

  fail(error: AffineError): void {
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters.clear();
  }
}
