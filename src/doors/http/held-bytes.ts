import { AffineError } from "../../core/index.ts";

/** What one request holds of the memory for bodies. */
export interface Lease {
  /** @throws AffineError `overloaded` when there is no room for so many more now. */
  add(bytes: number): void;
  release(): void;
}

/** The memory that request bodies may take together, until what they ask for is done. */
export class HeldBytes {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  lease(): Lease {
    let own = 0;
    return {
      add: (bytes) => {
        if (this.#held + bytes > this.#most) {
          throw new AffineError("overloaded", "Requests of others fill the memory for bodies.", {
            hint: "Ask again in a moment.",
          });
        }
        this.#held += bytes;
        own += bytes;
      },
      release: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}
