import { AffineError } from "../../core/index.ts";

type Job<Result> = () => Promise<Result> | Result;

/** The jobs of one request, taken in order. */
interface Lane {
  next: number;
  readonly jobs: readonly (() => Promise<void>)[];
  /** Ends the request without its results. */
  readonly giveUp: (why: AffineError) => void;
}

/**
 * Work of many clients in one process: one job of each in turn, so that nobody waits for somebody else's thousand, and
 * never two without a look at the sockets in between. What waits is bounded.
 */
export class FairQueue {
  readonly #lanes: Lane[] = [];
  readonly #limits: { readonly queued: number; readonly judgedAtOnce: number };
  readonly #idle: (() => void)[] = [];
  /** Requests with results to come. */
  readonly #open = new Set<Lane>();
  #waiting = 0;
  #running = 0;
  #turnIsComing = false;
  #isClosed = false;

  constructor(limits: { readonly queued: number; readonly judgedAtOnce: number }) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  /**
   * The results of the jobs, in their order, failures among them.
   *
   * @throws AffineError `overloaded` when so many cannot wait here now, `interrupted` after {@link close} and where
   * {@link giveUp} comes first.
   */
  async all<Result>(jobs: readonly Job<Result>[]): Promise<PromiseSettledResult<Result>[]> {
    if (this.#isClosed) throw stopping();
    if (this.#waiting + jobs.length > this.#limits.queued) {
      throw new AffineError("overloaded", `${this.#waiting} questions and answers are waiting already.`, {
        hint: "Ask again in a moment, or send fewer at once.",
      });
    }
    if (jobs.length === 0) return [];
    return new Promise((resolve, reject) => {
      const results: PromiseSettledResult<Result>[] = [];
      let left = jobs.length;
      const settle = (index: number, result: PromiseSettledResult<Result>): void => {
        results[index] = result;
        left -= 1;
        if (left > 0) return;
        this.#open.delete(lane);
        resolve(results);
      };
      const run = async (job: Job<Result>, index: number): Promise<void> => {
        try {
          settle(index, { status: "fulfilled", value: await job() });
        } catch (reason) {
          settle(index, { status: "rejected", reason });
        }
      };
      const lane: Lane = { next: 0, jobs: jobs.map((job, index) => () => run(job, index)), giveUp: reject };
      this.#lanes.push(lane);
      this.#open.add(lane);
      this.#waiting += jobs.length;
      this.#takeTurns();
    });
  }

  /** The result of one job. @throws what the job throws, and as {@link all}. */
  async one<Result>(job: Job<Result>): Promise<Result> {
    const [result] = await this.all([job]);
    if (result === undefined || result.status === "rejected") throw result?.reason;
    return result.value;
  }

  /** Takes no new work; resolves when what is there is done. */
  close(): Promise<void> {
    this.#isClosed = true;
    if (this.#waiting + this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Whoever still waits is told that the server stops, none of its answers judged by halves. */
  giveUp(): void {
    this.#isClosed = true;
    this.#lanes.length = 0;
    this.#waiting = 0;
    for (const lane of this.#open) lane.giveUp(stopping());
    this.#open.clear();
  }

  #takeTurns(): void {
    if (this.#turnIsComing || this.#waiting === 0 || this.#running >= this.#limits.judgedAtOnce) return;
    this.#turnIsComing = true;
    // Behind what the sockets have to say: a job is some milliseconds of this thread.
    setImmediate(() => {
      this.#turnIsComing = false;
      this.#start();
      this.#takeTurns();
    });
  }

  #start(): void {
    const lane = this.#lanes.shift();
    const job = lane?.jobs[lane.next];
    if (lane === undefined || job === undefined) return;
    lane.next += 1;
    if (lane.next < lane.jobs.length) this.#lanes.push(lane);
    this.#waiting -= 1;
    this.#running += 1;
    void job().then(() => {
      this.#running -= 1;
      this.#takeTurns();
      if (this.#waiting + this.#running === 0) for (const tell of this.#idle.splice(0)) tell();
    });
  }
}

function stopping(): AffineError {
  return new AffineError("interrupted", "The server is stopping.", {
    hint: "Ask again when it is back.",
    retryable: true,
  });
}
