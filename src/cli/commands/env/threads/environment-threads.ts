import { Worker } from "node:worker_threads";
import { AffineError, errorMessage } from "../../../../core/index.ts";
import type { CardSlice, SliceResult } from "../../../../envs/index.ts";
import { entryFile } from "../../../../io/index.ts";
import { say } from "../../../../telemetry/index.ts";
import { CallBoard, endedByModule, LOOK_MS, Patience, PATIENCE_S, tooLate, tooMuchMemory } from "../calls/index.ts";
import type { LineResult } from "../evaluate-line.ts";
import type { ReadLine } from "../read-lines.ts";
import type { ThreadData, ThreadJob, ThreadReply, ThreadSettings } from "./messages.ts";

type Answer = Exclude<ThreadReply, { is: "failed" }>;

interface Waiting {
  readonly job: ThreadJob;
  readonly onStart: () => void;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: AffineError) => void;
}

/** Threads that measure and judge. Each starts when there is work for it; jobs begin in the order in which they came. */
export class EnvironmentThreads {
  readonly #entry = entryFile("environment-thread");
  readonly #settings: ThreadSettings;
  readonly #most: number;
  readonly #threads: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #boards = new Map<Worker, CallBoard>();
  readonly #seconds: number;
  readonly #queue: Waiting[] = [];
  #isClosed = false;
  /** Why nothing can be done any more. */
  #fault: AffineError | undefined;

  /** @throws AffineError `not_found` where the program is not built. */
  constructor(settings: ThreadSettings, most: number) {
    this.#settings = settings;
    this.#most = most;
    this.#seconds = settings.patience ?? PATIENCE_S;
  }

  /**
   * Measures a slice of the card of the environment that the command line names so.
   *
   * @param onStart called when a thread begins with it.
   * @throws AffineError what the environment threw, `internal` when the thread breaks.
   */
  async measure(name: string, slice: CardSlice, onStart: () => void): Promise<SliceResult> {
    const answer = await this.#run({ is: "measure", name, slice }, onStart);
    if (answer.is === "measured") return answer.result;
    throw broken("it answered another question");
  }

  /** Judges lines; each gets its result, whatever it holds. @throws AffineError `internal` when the thread breaks. */
  async judge(lines: readonly ReadLine[]): Promise<readonly LineResult[]> {
    const answer = await this.#run({ is: "judge", lines }, () => undefined);
    if (answer.is === "judged") return answer.results;
    throw broken("it answered another question");
  }

  #run(job: ThreadJob, onStart: () => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#fault !== undefined) throw this.#fault;
      this.#queue.push({ job, onStart, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends the threads; jobs that are not done never are. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue.length = 0;
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #dispatch(): void {
    const thread = this.#queue.length === 0 ? undefined : (this.#idle.pop() ?? this.#start());
    const next = thread === undefined ? undefined : this.#queue.shift();
    if (thread !== undefined && next !== undefined) this.#work(thread, next);
  }

  #start(): Worker | undefined {
    if (this.#threads.length >= this.#most) return undefined;
    const board = new CallBoard();
    const workerData: ThreadData = { ...this.#settings, board: board.memory };
    const thread = new Worker(this.#entry, { workerData, execArgv: [] });
    this.#threads.push(thread);
    this.#boards.set(thread, board);
    this.#watch(thread, board);
    return thread;
  }

  /** Ends a thread in which a call of a module's code does not come back: its job fails with that. */
  #watch(thread: Worker, board: CallBoard): void {
    const patience = new Patience(board, this.#seconds);
    const looking = setInterval(() => {
      const late = patience.look(say)?.late;
      if (late === undefined) return;
      clearInterval(looking);
      thread.emit("error", tooLate(late, this.#seconds));
      void thread.terminate();
    }, LOOK_MS).unref();
    thread.once("exit", (exitCode) => {
      clearInterval(looking);
      // One that ends while it has nothing to do must not be given work: nobody would answer.
      const at = this.#idle.indexOf(thread);
      if (at < 0 || this.#isClosed) return;
      this.#idle.splice(at, 1);
      this.#fault = this.#endOf(thread, exitCode);
    });
  }

  #endOf(thread: Worker, exitCode: number): AffineError {
    const board = this.#boards.get(thread);
    const { module } = this.#settings;
    const call = board?.read()?.text;
    return call === undefined && module.length === 0
      ? broken(`it ended with exit code ${exitCode}`)
      : endedByModule(call);
  }

  #faultOf(thread: Worker, cause: unknown): AffineError {
    if (AffineError.isInstance(cause)) return cause;
    const call = this.#boards.get(thread)?.read()?.text;
    const isFull = (cause as { code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    return isFull && call !== undefined ? tooMuchMemory(call) : broken(errorMessage(cause), cause);
  }

  #work(thread: Worker, { job, onStart, resolve, reject }: Waiting): void {
    const onError = (cause: unknown): void => end(() => reject(this.#faultOf(thread, cause)));
    const onExit = (exitCode: number): void => end(() => reject(this.#endOf(thread, exitCode)));
    const onMessage = (reply: ThreadReply): void => {
      this.#idle.push(thread);
      end(() => (reply.is === "failed" ? reject(failed(reply)) : resolve(reply)));
    };
    // One by one: a worker has listeners of its own, without which it falls silent.
    const end = (outcome: () => void): void => {
      thread.off("error", onError).off("exit", onExit).off("message", onMessage);
      outcome();
      this.#dispatch();
    };
    thread.on("error", onError).on("exit", onExit).on("message", onMessage);
    onStart();
    thread.postMessage(job);
  }
}

function failed({ code, message, hint }: Extract<ThreadReply, { is: "failed" }>): AffineError {
  return new AffineError(code, message, hint === undefined ? {} : { hint });
}

function broken(reason: string, cause?: unknown): AffineError {
  return new AffineError("internal", `A thread broke: ${reason}`, { cause });
}
