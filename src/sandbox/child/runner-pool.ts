import type { Limits } from "../limits.ts";
import type { RunResult } from "../interpreter/interpreter.ts";
import { type Attempt, RunnerThread } from "./runner-thread.ts";
import { RECYCLE_MEMORY_BYTES } from "./settings.ts";
import type { WorkerParts } from "./worker-messages.ts";

export interface PoolJob {
  readonly program: Uint8Array;
  readonly stdin: Uint8Array;
  readonly limits: Limits;
  readonly done: (result: RunResult) => void;
  /** Attempts that ended without a result: the wall clock, a dead thread, a host out of memory. */
  failures: number;
}

/** A program gets a second attempt before trouble is called its own. */
const MOST_ATTEMPTS = 2;
/** Threads that die before they are ready, in a row, before the pool gives up. */
const MOST_START_FAILURES = 5;

/** The threads of the child process and the programs waiting for them. */
export class RunnerPool {
  readonly #parts: WorkerParts;
  readonly #workers: number;
  readonly #spares: number;
  readonly #runsPerWorker: number;
  readonly #fail: (reason: string) => void;
  readonly #idle: RunnerThread[] = [];
  readonly #waiting: PoolJob[] = [];
  readonly #started: (() => void)[] = [];
  #running = 0;
  #startFailures = 0;

  constructor(
    parts: WorkerParts,
    size: { workers: number; spares: number; runsPerWorker: number },
    fail: (reason: string) => void,
  ) {
    this.#parts = parts;
    this.#workers = size.workers;
    this.#spares = size.spares;
    this.#runsPerWorker = size.runsPerWorker;
    this.#fail = fail;
  }

  /** Starts the workers; resolves when each can take a program. */
  async start(): Promise<void> {
    await Promise.all(
      Array.from(
        { length: this.#workers },
        () =>
          new Promise<void>((resolve) => {
            this.#started.push(resolve);
            this.#startThread();
          }),
      ),
    );
  }

  /** Starts the spares, for which nobody waits. */
  startSpares(): void {
    for (let count = 0; count < this.#spares; count += 1) this.#startThread();
  }

  add(job: PoolJob): void {
    this.#waiting.push(job);
    this.#dispatch();
  }

  #startThread(): void {
    new RunnerThread(
      this.#parts,
      (thread) => {
        this.#startFailures = 0;
        this.#idle.push(thread);
        this.#started.shift()?.();
        this.#dispatch();
      },
      (thread, reason) => {
        this.#lose(thread, reason);
      },
    );
  }

  #lose(thread: RunnerThread, reason: string): void {
    const index = this.#idle.indexOf(thread);
    if (index >= 0) this.#idle.splice(index, 1);
    if (thread.runs === 0) this.#startFailures += 1;
    if (this.#startFailures >= MOST_START_FAILURES) this.#fail(`worker threads do not start: ${reason}`);
    else this.#startThread();
  }

  #dispatch(): void {
    while (this.#running < this.#workers && this.#waiting.length > 0) {
      const thread = this.#idle.shift();
      if (thread === undefined) return;
      const job = this.#waiting.shift();
      if (job === undefined) {
        this.#idle.unshift(thread);
        return;
      }
      this.#running += 1;
      void this.#run(thread, job);
    }
  }

  async #run(thread: RunnerThread, job: PoolJob): Promise<void> {
    const { fuelTicks, memoryBytes, outputBytes, wallMs } = job.limits;
    const attempt = await thread.run(
      { program: job.program, stdin: job.stdin, fuelTicks, memoryBytes, outputBytes },
      wallMs,
    );
    if (reusable(attempt) && thread.runs < this.#runsPerWorker) this.#idle.push(thread);
    else this.#replace(thread, attempt);
    this.#running -= 1;
    this.#settle(job, attempt);
    this.#dispatch();
  }

  /** Ends a thread and starts another. One that died on its own is replaced by `#lose`. */
  #replace(thread: RunnerThread, attempt: Attempt): void {
    if (attempt.kind === "died") return;
    thread.end().catch((error: unknown) => {
      this.#fail(`a worker thread cannot be ended: ${String(error)}`);
    });
    this.#startThread();
  }

  #settle(job: PoolJob, attempt: Attempt): void {
    if (attempt.kind === "result" && attempt.result.kind !== "host_failure") {
      job.done(attempt.result);
      return;
    }
    job.failures += 1;
    if (job.failures < MOST_ATTEMPTS) this.#waiting.unshift(job);
    else if (attempt.kind === "result") job.done(attempt.result);
    else if (attempt.kind === "wall") job.done(withoutOutput("wall", null));
    else job.done(withoutOutput("crash", `the worker thread died twice: ${attempt.reason}`));
  }
}

/** A thread goes on only after a run that left nothing doubtful behind. */
function reusable(attempt: Attempt): boolean {
  if (attempt.kind !== "result") return false;
  const { kind, memoryBytes } = attempt.result;
  return kind !== "crash" && kind !== "violation" && kind !== "host_failure" && memoryBytes <= RECYCLE_MEMORY_BYTES;
}

function withoutOutput(kind: "wall" | "crash", detail: string | null): RunResult {
  const nothing = new Uint8Array(0);
  return { kind, exitCode: null, stdout: nothing, stderr: nothing, ticks: 0, truncated: false, detail, memoryBytes: 0 };
}
