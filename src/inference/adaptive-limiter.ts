import { AffineError } from "../core/index.ts";
import type { StopSignal } from "../io/index.ts";
import { interruptedFailure } from "./failure.ts";

export interface LimiterOptions {
  /** Requests at once to begin with. */
  readonly initial: number;
  /** Requests at once at most. */
  readonly max: number;
}

/** Bold enough to find a large host's capacity within a few answers, and mild to a small one. */
export const DEFAULT_LIMITS: LimiterOptions = { initial: 16, max: 1024 };

/**
 * After an overload the limit grows by at least one in so many milliseconds of use, however long answers take: by one a
 * round of answers, those who need minutes would need hours to come back (as RFC 9438, 1, says of long round trips).
 */
const GROWTH_MS = 10_000;

/** What a request taught about the host's capacity. Faults of another kind teach nothing. */
export type Lesson = "success" | "overload" | "nothing";

/** Leave to have one request under way. */
export interface Permit {
  /** Gives it back; once is enough, more does nothing. */
  release(lesson: Lesson): void;
}

/** Longest delay that a timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Waiter {
  readonly admit: () => void;
}

/**
 * How many requests one host can take at once, found by trying: additive increase, multiplicative decrease, as in TCP
 * (RFC 5681). The limit doubles with each full round of successes until the first overload, then grows by one a round,
 * or by one every ten seconds where a round takes longer; an overload halves it, once for all the requests that were already under way. First come, first served.
 *
 * @example
 * const permit = await limiter.acquire(signal);
 * permit.release("success");
 */
export class AdaptiveLimiter {
  readonly #max: number;
  readonly #waiting = new Set<Waiter>();
  #limit: number;
  #inFlight = 0;
  #slowStart = true;
  /** Grows with every halving: tells requests that began before it from those after. */
  #generation = 0;

  constructor(options: LimiterOptions) {
    const { initial, max } = options;
    if (!(initial >= 1 && max >= initial && Number.isFinite(max))) {
      throw new AffineError(
        "config_invalid",
        `Limits of requests at once must be 1 ≤ initial ≤ max, got ${initial}, ${max}.`,
      );
    }
    this.#limit = initial;
    this.#max = max;
  }

  /** Requests at once, now: a whole number ≥ 1. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Waits for its turn. @throws AffineError `interrupted` when the signal comes first. */
  async acquire(signal?: StopSignal): Promise<Permit>;
  /** The same, for a while at most; `null` when the turn did not come by then. */
  async acquire(signal: StopSignal | undefined, waitMs: number): Promise<Permit | null>;
  async acquire(signal?: StopSignal, waitMs = Infinity): Promise<Permit | null> {
    if (signal?.aborted) throw interruptedFailure(signal.reason);
    if (this.#inFlight < this.limit && this.#waiting.size === 0) this.#inFlight += 1;
    else if (!(await this.#queue(signal, waitMs))) return null;
    return this.#permit();
  }

  /** @returns whether the turn came in time */
  #queue(signal: StopSignal | undefined, waitMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.#waiting.delete(waiter);
      };
      const onAbort = (): void => {
        leave();
        reject(interruptedFailure(signal?.reason));
      };
      const waiter: Waiter = {
        admit: () => {
          leave();
          resolve(true);
        },
      };
      const late = (): void => {
        leave();
        resolve(false);
      };
      const timer = waitMs === Infinity ? undefined : setTimeout(late, Math.min(waitMs, LONGEST_TIMER_MS));
      this.#waiting.add(waiter);
      signal?.addEventListener("abort", onAbort);
    });
  }

  #permit(): Permit {
    const generation = this.#generation;
    const startedAt = performance.now();
    let released = false;
    return {
      release: (lesson) => {
        if (released) return;
        released = true;
        this.#learn(lesson, generation, performance.now() - startedAt);
        this.#inFlight -= 1;
        this.#admit();
      },
    };
  }

  #learn(lesson: Lesson, generation: number, tookMs: number): void {
    // What began before the last halving says nothing about the limit that followed from it.
    if (lesson === "nothing" || generation !== this.#generation) return;
    if (lesson === "overload") {
      this.#limit = Math.max(1, Math.floor(this.limit / 2));
      this.#slowStart = false;
      this.#generation += 1;
    } else if (this.#inFlight * 2 >= this.limit) {
      // Only a limit that is in use was tested by this success.
      const growth = this.#slowStart ? 1 : Math.min(1, Math.max(1, tookMs / GROWTH_MS) / this.#limit);
      this.#limit = Math.min(this.#max, this.#limit + growth);
    }
  }

  /** Lets in as many as fit; their place is taken before their promise resolves, so nobody slips in between. */
  #admit(): void {
    for (const waiter of this.#waiting) {
      if (this.#inFlight >= this.limit) return;
      this.#waiting.delete(waiter);
      this.#inFlight += 1;
      waiter.admit();
    }
  }
}
