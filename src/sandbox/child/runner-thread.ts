import { Worker } from "node:worker_threads";
import type { RunResult } from "../interpreter/interpreter.ts";
import type { WorkerJob, WorkerParts } from "./worker-messages.ts";

const ENTRY = new URL("./worker-main.js", import.meta.url);

/** How one attempt to run a program ended, seen from outside its thread. */
export type Attempt =
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "wall" }
  | { readonly kind: "died"; readonly reason: string };

/** A worker thread and what it is doing. */
export class RunnerThread {
  runs = 0;
  readonly #worker: Worker;
  #settle: ((attempt: Attempt) => void) | null = null;
  #ready = false;
  #ended = false;

  /**
   * @param onReady called once the thread can take a program.
   * @param onDeath called if the thread ends without being told to.
   */
  constructor(
    parts: WorkerParts,
    stackMb: number,
    onReady: (thread: RunnerThread) => void,
    onDeath: (thread: RunnerThread, reason: string) => void,
  ) {
    // No execArgv of its own: a worker with one would lose the process's permission limits.
    this.#worker = new Worker(ENTRY, {
      workerData: parts,
      env: {},
      argv: [],
      stdin: false,
      resourceLimits: { stackSizeMb: stackMb, maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 },
    });
    let reason = "the thread ended";
    this.#worker.on("message", (message: "ready" | RunResult) => {
      if (message === "ready") {
        this.#ready = true;
        onReady(this);
      } else this.#finish({ kind: "result", result: message });
    });
    this.#worker.on("error", (error) => {
      reason = String(error);
    });
    this.#worker.on("exit", () => {
      const expected = this.#ended;
      this.#ended = true;
      this.#finish({ kind: "died", reason });
      if (!expected) onDeath(this, reason);
    });
  }

  get ready(): boolean {
    return this.#ready && !this.#ended;
  }

  run(job: WorkerJob, wallMs: number): Promise<Attempt> {
    this.runs += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#finish({ kind: "wall" });
      }, wallMs);
      this.#settle = (attempt) => {
        clearTimeout(timer);
        resolve(attempt);
      };
      this.#worker.postMessage(job);
    });
  }

  /** Ends the thread, in the middle of a program if need be. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #finish(attempt: Attempt): void {
    this.#settle?.(attempt);
    this.#settle = null;
  }
}
