import { Worker } from "node:worker_threads";
import { AffineError, errorMessage } from "../../core/index.ts";
import { entryFile } from "../../io/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import type { Judgement, QuestionToJudge } from "./answer-to-judge.ts";
import { packFailure, unpackFailure } from "./failure.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Questions under way in one thread: while one waits for the sandbox, another is worked on. */
const EACH = 8;

interface Waiting {
  readonly thread: Thread;
  readonly resolve: (judgements: readonly Judgement[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  load: number;
}

/** A judge on worker threads; programs run in the sandbox of this thread. */
export class JudgeThreads {
  readonly capacity: number;
  readonly #python: PythonEngine;
  readonly #threads: readonly Thread[];
  readonly #waiting = new Map<number, Waiting>();
  #tasks = 0;
  #broken: AffineError | undefined;

  private constructor(threads: readonly Thread[], python: PythonEngine) {
    this.#threads = threads;
    this.#python = python;
    this.capacity = threads.length * EACH;
    for (const thread of threads) {
      thread.worker.on("message", (message: FromWorker) => this.#take(thread, message));
      thread.worker.on("error", (cause: unknown) => this.#break(errorMessage(cause)));
      thread.worker.on("exit", (code) => this.#break(`it ended with exit code ${code}`));
    }
  }

  /** @throws AffineError `not_found` when the package has not been built. */
  static open(workers: number, python: PythonEngine): JudgeThreads {
    const entry = entryFile("verify-thread");
    const threads = Array.from({ length: workers }, () => ({ worker: new Worker(entry), load: 0 }));
    return new JudgeThreads(threads, python);
  }

  judge(task: QuestionToJudge): Promise<readonly Judgement[]> {
    const thread = this.#threads.reduce((least, next) => (next.load < least.load ? next : least));
    this.#tasks += 1;
    const id = this.#tasks;
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken);
        return;
      }
      thread.load += 1;
      this.#waiting.set(id, { thread, resolve, reject });
      this.#send(thread, { kind: "judge", id, task });
    });
  }

  async close(): Promise<void> {
    this.#fail(new AffineError("interrupted", "Verification was stopped."));
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #take(thread: Thread, message: FromWorker): void {
    if (message.kind === "run") {
      this.#python.run(message.program, message.options).then(
        (verdict) => this.#send(thread, { kind: "ran", id: message.id, verdict }),
        (thrown: unknown) => this.#send(thread, { kind: "not-run", id: message.id, failure: packFailure(thrown) }),
      );
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    thread.load -= 1;
    if (message.kind === "judged") waiting?.resolve(message.judgements);
    else waiting?.reject(unpackFailure(message.failure));
  }

  #send(thread: Thread, message: ToWorker): void {
    thread.worker.postMessage(message);
  }

  #break(reason: string): void {
    this.#fail(new AffineError("internal", `A thread of af verify broke: ${reason}`, { hint: "Try --workers 1." }));
  }

  /** The first failure is the one that is told. */
  #fail(error: AffineError): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }
}
