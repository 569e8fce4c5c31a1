import type { Limits } from "../limits.ts";
import type { RunResult } from "../interpreter/interpreter.ts";
import type { GivenFile } from "../interpreter/given-file.ts";
import { type Attempt, RunnerThread } from "./runner-thread.ts";
import { START_MEMORY_BYTES } from "../start-memory.ts";
import type { WorkerParts } from "./worker-messages.ts";

export interface PoolJob {
  readonly program: Uint8Array;
  readonly stdin: Uint8Array;
  readonly files: readonly GivenFile[];
  readonly limits: Limits;
  readonly done: (result: RunResult) => void;
  /** Attempts that ended without a result: the wall clock, a dead thread, a host out of memory. */
  failures: number;
  /** The host's check of itself: tried once, and not checked on in its turn. */
  readonly isCheck?: boolean;
}

/** A run that the host failed is tried again; then it is given up, without a verdict. */
const MOST_ATTEMPTS = 3;
/** Threads that die before they are ready, in a row, before the pool gives up. */
const MOST_START_FAILURES = 5;

/** The threads of the child process and the programs waiting for them. */
export class RunnerPool {
  readonly #parts: WorkerParts;
  readonly #workers: number;
  readonly #spares: number;
  readonly #runsPerWorker: number;
  readonly #stackMb: number;
  readonly #fail: (reason: string) => void;
  readonly #checkHost: () => Promise<void>;
  readonly #idle: RunnerThread[] = [];
  readonly #waiting: PoolJob[] = [];
  readonly #started: (() => void)[] = [];
  #running = 0;
  #startFailures = 0;

  /**
   * @param fail ends the process, for a reason.
   * @param checkHost rejects if this host cannot be trusted with programs any more.
   */
  constructor(
    parts: WorkerParts,
    size: { workers: number; spares: number; runsPerWorker: number; stackMb: number },
    fail: (reason: string) => void,
    checkHost: () => Promise<void>,
  ) {
    this.#checkHost = checkHost;
    this.#parts = parts;
    this.#workers = size.workers;
    this.#spares = size.spares;
    this.#runsPerWorker = size.runsPerWorker;
    this.#stackMb = size.stackMb;
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
      this.#stackMb,
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
      { program: job.program, stdin: job.stdin, files: job.files, fuelTicks, memoryBytes, outputBytes },
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
    if (job.isCheck === true || job.failures >= MOST_ATTEMPTS) job.done(hostFailure(troubleOf(job, attempt)));
    else if (attempt.kind === "wall") this.#checkThenRetry(job);
    else this.#waiting.unshift(job);
  }

  /** Nothing reaches the wall clock on a healthy host: is this one still healthy? */
  #checkThenRetry(job: PoolJob): void {
    this.#checkHost().then(
      () => {
        this.#waiting.unshift(job);
        this.#dispatch();
      },
      (error: unknown) => {
        this.#fail(`after a run that met the wall clock, ${error instanceof Error ? error.message : String(error)}`);
      },
    );
  }
}

function troubleOf({ limits }: PoolJob, attempt: Attempt): string {
  if (attempt.kind === "died") return `the worker thread died again and again: ${attempt.reason}`;
  if (attempt.kind === "result") return attempt.result.detail ?? "the host failed";
  return `a program met the wall clock of ${limits.wallMs} ms again and again, long before its fuel ran out: this host is overloaded`;
}

/** A thread goes on only after a run that left nothing doubtful behind. */
function reusable(attempt: Attempt): boolean {
  if (attempt.kind !== "result") return false;
  const { kind, memoryBytes } = attempt.result;
  return kind !== "crash" && kind !== "violation" && kind !== "host_failure" && memoryBytes <= START_MEMORY_BYTES;
}

function hostFailure(reason: string): RunResult {
  const nothing = new Uint8Array(0);
  const detail = reason.slice(0, 1000);
  return {
    ...{ kind: "host_failure", exitCode: null, stdout: nothing, stderr: nothing },
    ...{ ticks: 0, truncated: false, detail, memoryBytes: 0 },
  };
}
