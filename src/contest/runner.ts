import { EventEmitter, setMaxListeners } from "node:events";
import { AffineError, errorMessage } from "../core/index.ts";
import { pause } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { ChallengeCache } from "./challenge-cache.ts";
import { laneOf, type JobResult } from "./job.ts";
import { isOwnFailure } from "./own-failures.ts";
import { runJob, type JobContext } from "./run-job.ts";
import type { Claim, WorkQueue } from "./work-queue.ts";

export interface RunnerOptions extends Omit<JobContext, "nowMs"> {
  readonly queue: WorkQueue;
  readonly log: Logger;
  /** Jobs at once. Default 64. */
  readonly concurrency?: number;
  /** Jobs at once of one miner. Default 4. */
  readonly perMiner?: number;
  readonly nowMs?: () => number;
}

export interface RunnerEvents {
  /** A result was handed over. */
  result: [JobResult];
  /** The queue failed; the runner tries again. */
  trouble: [AffineError];
}

/** Pause after the queue failed. */
const TROUBLE_PAUSE_MS = 1000;
/** Longest pause before a question is asked again after a failure of our own. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Takes jobs from a queue and does them, many at once, until it is stopped.
 *
 * @example
 * const runner = new Runner({ queue, inference, log });
 * runner.start();
 * await runner.stop();
 */
export class Runner {
  readonly events = new EventEmitter<RunnerEvents>();
  readonly #options: RunnerOptions;
  readonly #context: JobContext;
  readonly #stop = new AbortController();
  readonly #running = new Map<Promise<void>, string>();
  /** Failures of our own, by job. */
  readonly #failures = new Map<string, number>();
  #loop: Promise<void> | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const challenges = new ChallengeCache();
    this.#context = { challengeOf: (id) => challenges.get(id), ...options, nowMs: options.nowMs ?? Date.now };
    // Every question under way listens to the one signal; the warning is meant for listeners that are forgotten.
    setMaxListeners(0, this.#stop.signal);
  }

  get inFlight(): number {
    return this.#running.size;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Gives unfinished jobs back; resolves when none is held any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    await Promise.all(this.#running.keys());
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const claim = await this.#claim();
        if (claim === undefined) await this.#options.queue.waitForChange(signal);
        else this.#begin(claim);
      } catch (error) {
        await this.#trouble(error);
      }
    }
  }

  async #claim(): Promise<Claim | undefined> {
    if (this.#running.size >= (this.#options.concurrency ?? 64)) return undefined;
    const counts = new Map<string, number>();
    for (const lane of this.#running.values()) counts.set(lane, (counts.get(lane) ?? 0) + 1);
    const full = [...counts].filter(([, count]) => count >= (this.#options.perMiner ?? 4)).map(([lane]) => lane);
    return this.#options.queue.claim({ exceptLanes: new Set(full) });
  }

  #begin(claim: Claim): void {
    const work = this.#do(claim)
      .catch((error: unknown) => this.#trouble(error))
      .finally(() => this.#running.delete(work));
    this.#running.set(work, laneOf(claim.job.id));
  }

  async #do(claim: Claim): Promise<void> {
    let result: JobResult;
    try {
      result = await runJob(claim.job, this.#context, this.#stop.signal);
    } catch (error) {
      // A pause first: a job that fails for a reason of ours must not be taken again at once, for ever.
      if (!this.#stop.signal.aborted) await this.#trouble(error);
      await claim.release();
      return;
    }
    if (await this.#asksAgain(result, claim)) return;
    if (await claim.complete(result)) this.events.emit("result", result);
  }

  /** A failure of our own is nobody's score: the question is asked again, later each time, until its deadline. */
  async #asksAgain({ id, record }: JobResult, claim: Claim): Promise<boolean> {
    if (!isOwnFailure(record) || this.#context.nowMs() >= claim.job.expiresAtMs) {
      this.#failures.delete(id);
      return false;
    }
    const failures = this.#failures.get(id) ?? 0;
    this.#failures.set(id, failures + 1);
    this.#options.log.warn({ job: id, reason: record.reason, failures: failures + 1 }, "our own failure; asking again");
    await pause(Math.min(TROUBLE_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), this.#stop.signal);
    await claim.release();
    return true;
  }

  async #trouble(error: unknown): Promise<void> {
    const known = AffineError.isInstance(error)
      ? error
      : new AffineError("internal", `A runner failed: ${errorMessage(error)}`, { cause: error });
    this.#options.log.error({ err: known }, "the runner met trouble");
    this.events.emit("trouble", known);
    await pause(TROUBLE_PAUSE_MS, this.#stop.signal);
  }
}
