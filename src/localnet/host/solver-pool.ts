import { Worker } from "node:worker_threads";
import { AffineError, errorMessage } from "../../core/index.ts";
import { entryFile } from "../../io/index.ts";
import { FairQueue } from "./fair-queue.ts";
import type { SolverReply, SolverTask } from "./task.ts";

export interface SolverPoolOptions {
  readonly workers: number;
  /** Longest time of one task in a worker, after which the worker is ended. */
  readonly taskTimeoutMs: number;
}

interface Job {
  readonly owner: string;
  readonly task: SolverTask;
  readonly resolve: (text: string) => void;
  readonly reject: (error: AffineError) => void;
}

/**
 * Runs models in worker threads, so that their thinking never holds up the server. Models take turns, and none holds
 * all workers at once where there are two or more.
 */
export class SolverPool {
  readonly #queue = new FairQueue<Job>();
  readonly #idle: Worker[] = [];
  readonly #running = new Map<Worker, { readonly job: Job; readonly timer: NodeJS.Timeout | undefined }>();
  readonly #entry = entryFile("solver-thread");
  readonly #options: SolverPoolOptions;
  #closed = false;

  constructor(options: SolverPoolOptions) {
    this.#options = options;
  }

  /** Tasks that wait for a worker. */
  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * What the model says.
   *
   * @param owner the model, for taking turns.
   * @throws AffineError `timeout` after the time limit, `interrupted` when the signal fired while the task was waiting
   * or the pool was closed, `internal` when the model or its worker broke.
   */
  run(owner: string, task: SolverTask, signal?: AbortSignal): Promise<string> {
    if (this.#closed || signal?.aborted === true) return Promise.reject(interrupted());
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        if (this.#queue.remove(job)) reject(interrupted());
      };
      const settled = (): void => signal?.removeEventListener("abort", giveUp);
      const job: Job = {
        owner,
        task,
        resolve: (text) => {
          settled();
          resolve(text);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#queue.add(job);
      this.#dispatch();
    });
  }

  /** Ends all workers; what waits or runs is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#idle.splice(0), ...this.#running.keys()];
    for (const job of this.#queue.drain()) job.reject(interrupted());
    for (const worker of [...this.#running.keys()]) this.#release(worker)?.reject(interrupted());
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#running.size < this.#options.workers) {
      const job = this.#queue.take((owner) => this.#mayTakeAnother(owner));
      if (job === undefined) return;
      const worker = this.#idle.pop();
      if (worker === undefined) this.#startWith(job);
      else this.#work(worker, job);
    }
  }

  #mayTakeAnother(owner: string): boolean {
    const share = Math.max(1, this.#options.workers - 1);
    return [...this.#running.values()].filter(({ job }) => job.owner === owner).length < share;
  }

  /** Workers are started when they are needed, so that one that cannot live fails its task instead of being reborn. */
  #startWith(job: Job): void {
    const worker = new Worker(this.#entry);
    worker.unref();
    const broke = (cause: unknown): void => {
      this.#discard(worker, new AffineError("internal", `A solver's worker broke: ${errorMessage(cause)}`, { cause }));
    };
    worker.on("error", broke);
    worker.on("exit", (exitCode) => {
      broke(new Error(`it ended with exit code ${exitCode}`));
    });
    this.#running.set(worker, { job, timer: undefined });
    // Its first word is that it is ready: loading code does not count as thinking.
    worker.once("message", () => {
      if (this.#running.has(worker)) this.#work(worker, job);
    });
  }

  #work(worker: Worker, job: Job): void {
    const timer = setTimeout(() => {
      const seconds = this.#options.taskTimeoutMs / 1000;
      this.#discard(worker, new AffineError("timeout", `The model thought for more than ${seconds} s.`));
      void worker.terminate();
    }, this.#options.taskTimeoutMs);
    this.#running.set(worker, { job, timer });
    worker.once("message", (reply: SolverReply) => {
      if (this.#release(worker) === undefined) return;
      this.#idle.push(worker);
      if ("text" in reply) job.resolve(reply.text);
      else job.reject(new AffineError("internal", `The model broke: ${reply.error}`));
      this.#dispatch();
    });
    worker.postMessage(job.task);
  }

  /** Takes a worker off its job. @returns the job, or `undefined` when it was off it already. */
  #release(worker: Worker): Job | undefined {
    const running = this.#running.get(worker);
    if (running === undefined) return undefined;
    clearTimeout(running.timer);
    this.#running.delete(worker);
    return running.job;
  }

  /** Drops a worker for good. */
  #discard(worker: Worker, error: AffineError): void {
    const place = this.#idle.indexOf(worker);
    if (place !== -1) this.#idle.splice(place, 1);
    this.#release(worker)?.reject(error);
    if (!this.#closed) this.#dispatch();
  }
}

function interrupted(): AffineError {
  return new AffineError("interrupted", "The request was given up before the model began to think.");
}
