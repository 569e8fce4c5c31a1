import { Worker } from "node:worker_threads";
import { ArenaBook, type ArenaEvent } from "../../arena/index.ts";
import { errorMessage, type Closing } from "../../core/index.ts";
import { entryFile } from "../../io/index.ts";
import type { ArenaSource, ReplayState } from "../../serve/index.ts";
import { forwardLines, type Logger } from "../../telemetry/index.ts";
import type { ArenaThreadData, FromArenaThread, ToArenaThread } from "./messages.ts";

/** A thread that broke is started again after so long. */
const RESTART_MS = 30_000;

export interface ArenaThreadOptions extends ArenaThreadData {
  readonly log: Logger;
  /** Told of what happens after everything was read for the first time. */
  readonly onEvent: (event: ArenaEvent) => void;
}

/** The contest for spectators, replayed in a thread: follows what the validator has decided. */
export class ArenaThread implements ArenaSource {
  readonly book: ArenaBook;
  readonly #options: ArenaThreadOptions;
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #decidedBlock = -1;
  #readBlock: number | null = null;
  #isReady = false;
  #trouble: string | null = null;
  #isClosed = false;

  private constructor(options: ArenaThreadOptions) {
    this.#options = options;
    this.book = new ArenaBook({
      onEvent: (event) => {
        if (this.#isReady) options.onEvent(event);
      },
    });
  }

  /** @throws AffineError `not_found` when the package has not been built */
  static start(options: ArenaThreadOptions, closing: Closing): ArenaThread {
    const thread = new ArenaThread(options);
    if (options.rules.champion !== undefined) thread.#start();
    closing.add(() => thread.#close());
    return thread;
  }

  get rules(): ArenaThreadData["rules"] {
    return this.#options.rules;
  }

  /** Lets it go on to what is decided by now. */
  decided(block: number): void {
    if (block <= this.#decidedBlock) return;
    this.#decidedBlock = block;
    this.#send();
  }

  replay(): ReplayState {
    if (this.#options.rules.champion === undefined) {
      return { state: "none", block: null, headBlock: null, detail: null };
    }
    const state = this.#trouble !== null ? "broken" : this.#isReady ? "ready" : "reading";
    const headBlock = this.#decidedBlock < 0 ? null : this.#decidedBlock;
    return { state, block: this.book.state?.block ?? this.#readBlock, headBlock, detail: this.#trouble };
  }

  #start(): void {
    const { network, rules } = this.#options;
    const data: ArenaThreadData = { network, rules };
    const worker = new Worker(entryFile("arena-thread"), { workerData: data, stderr: true });
    forwardLines(worker.stderr);
    this.#worker = worker;
    worker.on("message", (message: FromArenaThread) => this.#take(message));
    worker.on("error", (cause: unknown) => this.#broke(worker, errorMessage(cause)));
    worker.on("exit", (code) => this.#broke(worker, `it ended with exit code ${code}`));
    this.#send();
  }

  #send(): void {
    if (this.#decidedBlock < 0) return;
    const message: ToArenaThread = { decidedBlock: this.#decidedBlock };
    this.#worker?.postMessage(message);
  }

  #take(message: FromArenaThread): void {
    switch (message.kind) {
      case "begin":
        this.#isReady = false;
        this.book.begin();
        return;
      case "state":
        this.book.take(message.state);
        return;
      case "round":
        this.book.addRound(message.round);
        return;
      case "progress":
        this.#readBlock = message.block;
        return;
      case "ready":
        this.#isReady = true;
        this.#trouble = null;
        return;
      case "trouble":
        this.#trouble = message.message;
        this.#options.log.warn({ trouble: message.message }, "spectators do not see the newest of the contest");
        return;
      case "problem":
        this.#options.log.debug({ key: message.key }, message.message);
    }
  }

  #broke(worker: Worker, why: string): void {
    if (this.#isClosed || worker !== this.#worker) return;
    this.#worker = undefined;
    this.#trouble = `the thread that replays the contest broke: ${why}`;
    this.#options.log.error({ why }, "the thread that replays the contest for spectators broke; it is started again");
    this.#restart = setTimeout(() => this.#start(), RESTART_MS);
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restart);
    await this.#worker?.terminate();
  }
}
