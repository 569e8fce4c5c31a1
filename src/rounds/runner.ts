import { EventEmitter, setMaxListeners } from "node:events";
import { AffineError, errorMessage } from "../core/index.ts";
import { pause } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { ChallengeCache } from "./challenge-cache.ts";
import { laneOf, type JobResult } from "./job.ts";
import { Lanes } from "./lanes.ts";
import { isOwnFailure } from "../replay/own-failures.ts";
import { runJob, type JobContext } from "./run-job.ts";
import type { Claim, FullLane, WorkQueue } from "./work-queue.ts";

export interface RunnerOptions extends Omit<JobContext, "nowMs"> {
  readonly queue: WorkQueue;
  readonly log: Logger;
  /** Jobs at once. Default {@link DEFAULT_CONCURRENCY}. */
  readonly concurrency?: number;
  /** Jobs at once of one miner, at most. Default 512. */
  readonly perMiner?: number;
  readonly nowMs?: () => number;
  /** Waits by the same clock as `nowMs`, until the signal at the latest. Default: a timer. */
  readonly pause?: (durationMs: number, signal: AbortSignal) => Promise<unknown>;
}

export interface RunnerEvents {
  /** A result was handed over. */
  result: [JobResult];
  /** The queue, or an answer, failed by a fault of our own; the runner tries again. */
  trouble: [error: AffineError, of: "queue" | "answer"];
  /** The queue was asked, and said what there is. */
  claimed: [];
}

/** Answers in flight at once: nine models, eight questions to each every 36 s, five minutes an answer are 600. */
export const DEFAULT_CONCURRENCY = 1024;
/** More than can be asked of a model in time: five questions of four environments every 36 s are 400 in 12 minutes. */
const DEFAULT_PER_MINER = 512;
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
  readonly #work = new Set<Promise<void>>();
  readonly #lanes: Lanes;
  /** Whose limit a lane's questions count against. */
  readonly #limitKeys = new Map<string, string>();
  /** Failures of our own, by job. */
  readonly #failures = new Map<string, number>();
  #loop: Promise<void> | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const challenges = new ChallengeCache();
    this.#context = { challengeOf: (id) => challenges.get(id), ...options, nowMs: options.nowMs ?? Date.now };
    this.#lanes = new Lanes({
      places: options.concurrency ?? DEFAULT_CONCURRENCY,
      perLane: options.perMiner ?? DEFAULT_PER_MINER,
      nowMs: this.#context.nowMs(),
    });
    // Every question under way listens to the one signal; the warning is meant for listeners that are forgotten.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Questions under way. */
  get inFlight(): number {
    return this.#lanes.running;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Gives unfinished jobs back, where the queue answers; resolves when none is worked on any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#options.queue.hurry?.();
    await this.#loop;
    await Promise.all(this.#work);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const claim = await this.#claim();
        this.events.emit("claimed");
        if (claim === undefined) await this.#options.queue.waitForChange(signal);
        else this.#begin(claim);
      } catch (error) {
        await this.#trouble(error, "queue");
      }
    }
  }

  async #claim(): Promise<Claim | undefined> {
    if (this.#lanes.isFull) return undefined;
    const full = this.#lanes.full();
    const { queue } = this.#options;
    const claim = await queue.claim({ exceptLanes: full });
    const elsewhere = queue.fullLanes?.() ?? new Map<string, FullLane>();
    this.#lanes.waited(elsewhere.keys(), this.#context.nowMs());
    for (const [lane, { heldMs }] of elsewhere) this.#holdBack(this.#limitKeys.get(lane), heldMs);
    if (claim === undefined) this.#lanes.idle(new Set([...full, ...elsewhere.keys()]), this.#context.nowMs());
    return claim;
  }

  #begin(claim: Claim): void {
    const lane = laneOf(claim.job.id);
    const waitedForModel = this.#lanes.waitedForModel(lane, claim.job, this.#context.nowMs());
    this.#lanes.enter(lane);
    this.#limitKeys.set(lane, claim.job.miner.hotkey);
    const asked = this.#ask(claim, waitedForModel).finally(() => this.#lanes.leave(lane, this.#context.nowMs()));
    const work = asked
      .then((result) => this.#handOver(claim, result))
      .catch((error: unknown) => this.#trouble(error, "queue"))
      .finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** @returns `undefined` where the job is not done and has to be given back */
  async #ask(claim: Claim, waitedForModel: boolean): Promise<JobResult | undefined> {
    const { job, lost, journal } = claim;
    const signal = lost === undefined ? this.#stop.signal : AbortSignal.any([this.#stop.signal, lost]);
    try {
      return await runJob(job, { ...this.#context, onRetryAfter: this.#sharing(claim) }, signal, {
        waitedForModel,
        journal,
      });
    } catch (error) {
      if (lost?.aborted === true) {
        this.#options.log.warn(
          { job: job.id },
          "a question was ended: the queue could not be told in time that it goes on",
        );
      } else if (!this.#stop.signal.aborted) {
        // A pause first: a job that fails for a reason of ours must not be taken again at once, for ever.
        await this.#trouble(error, "answer");
      }
      return undefined;
    }
  }

  /** Where the queue knows of other machines, a pause that one of us was asked for is everybody's. */
  #sharing(claim: Claim): JobContext["onRetryAfter"] {
    const hold = claim.hold?.bind(claim);
    if (hold === undefined) return undefined;
    return (durationMs) => {
      this.#holdBack(claim.job.miner.hotkey, durationMs);
      hold(durationMs).catch((error: unknown) => {
        this.#options.log.warn({ job: claim.job.id, err: error }, "the other runners could not be told of a pause");
      });
    };
  }

  #holdBack(limitKey: string | undefined, durationMs: number): void {
    if (limitKey !== undefined && durationMs > 0) this.#options.inference.holdBack?.(limitKey, durationMs);
  }

  async #handOver(claim: Claim, result: JobResult | undefined): Promise<void> {
    if (result === undefined) await claim.release();
    else if (!(await this.#asksAgain(result, claim)) && (await claim.complete(result))) {
      this.events.emit("result", result);
    }
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
    await this.#pause(Math.min(TROUBLE_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
    await claim.release();
    return true;
  }

  async #trouble(error: unknown, of: "queue" | "answer"): Promise<void> {
    const known = AffineError.isInstance(error)
      ? error
      : new AffineError("internal", `A runner failed: ${errorMessage(error)}`, { cause: error });
    this.#options.log.error({ err: known }, "the runner met trouble");
    this.events.emit("trouble", known, of);
    await this.#pause(TROUBLE_PAUSE_MS);
  }

  async #pause(durationMs: number): Promise<void> {
    await (this.#options.pause ?? pause)(durationMs, this.#stop.signal);
  }
}
