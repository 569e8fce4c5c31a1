import type { Job as BullJob } from "bullmq";

/** What is done with a job that is held. */
export type BullJobInHand = Pick<BullJob<string, string>, "id" | "moveToCompleted" | "moveToWait">;

/** The part of a lock after which, unrenewed, its work is ended; the rest is for the host to notice. */
const ABORT_PART = 0.6;

/**
 * A job that this process holds by a lock that ends. It is renewed again and again; where that fails, the work is ended
 * well before the lock is: from then on somebody else may ask the same miner, and two of us would break its limit.
 */
export class HeldJob {
  readonly job: BullJobInHand;
  readonly token: string;
  readonly lane: string;
  readonly #lockMs: number;
  readonly #lost = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  /** @param askedAtMs `performance.now()` before the lock was asked for */
  constructor(job: BullJobInHand, of: { token: string; lane: string; lockMs: number; askedAtMs: number }) {
    this.job = job;
    this.token = of.token;
    this.lane = of.lane;
    this.#lockMs = of.lockMs;
    this.renewed(of.askedAtMs);
  }

  /** Aborts when the job is ours no more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** The lock was renewed by what was sent at that time. */
  renewed(sentAtMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#lost.signal.aborted) return;
    const leftMs = sentAtMs + this.#lockMs * ABORT_PART - performance.now();
    this.#timer = setTimeout(() => this.lose(), Math.max(0, leftMs));
    this.#timer.unref();
  }

  /** It is somebody else's now, or may be soon. */
  lose(): void {
    clearTimeout(this.#timer);
    this.#lost.abort(new Error("the lock of the job could not be renewed in time"));
  }

  /** Done, or given back. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
