import { randomUUID } from "node:crypto";
import type { Logger } from "../../telemetry/index.ts";
import { AffineError, canonicalJson, errorMessage } from "../../core/index.ts";
import type { KeptTurn } from "../episode-turn.ts";
import { jobResultSchema, jobSchema, laneOf, type Job, type JobResult } from "../job.ts";
import { MAX_TURNS_BYTES, turnsOfText, turnsText } from "../turns-text.ts";
import type { Claim, FullLane, QueueSize, WorkQueue } from "../work-queue.ts";
import { BROKEN_ENTRY, BullLanes } from "./bull-lanes.ts";
import { ChangeBell } from "./change-bell.ts";
import { FreeJobs } from "./free-jobs.ts";
import { HeldJob } from "./held-job.ts";
import type { LaneView } from "./lane-heads.ts";
import { redisAddress, type RedisAddress } from "./redis-address.ts";
import { RedisLink } from "./redis-link.ts";

export interface BullQueueOptions {
  /** `redis://host:port/db?prefix=name`, or `rediss://`. */
  readonly address: string;
  readonly password?: string | undefined;
  readonly log: Logger;
  /** Jobs at once of one lane, over all runners; said by whoever adds them. Default 512. */
  readonly perLane?: number;
  /** Jobs waiting and under way at most. Default 20,000. */
  readonly capacity?: number;
  /** How long a runner that is silent keeps its jobs. Default 30,000 ms. */
  readonly lockMs?: number;
  /** Longest wait for a change. Default 1,000 ms. */
  readonly pollMs?: number;
  /** Told when the server has lost the queue: it was emptied, or restarted without its data. */
  readonly onLost?: () => void;
}

const MOST_JOB_BYTES = 1 << 20;
const MOST_RESULT_BYTES = 64 << 20;

/**
 * Jobs in Redis or Valkey, for runners on any number of machines: a queue of BullMQ for each miner, whose limit counts
 * over all of them. Two connections a process.
 */
export class BullQueue implements WorkQueue {
  readonly location: string;
  readonly #options: BullQueueOptions;
  readonly #link: RedisLink;
  readonly #lanes: BullLanes;
  readonly #lockMs: number;
  readonly #held = new Map<string, HeldJob>();
  readonly #free: FreeJobs;
  readonly #bell: ChangeBell;
  readonly #timer: NodeJS.Timeout;
  #keeping: Promise<void> | undefined;

  private constructor(options: BullQueueOptions, address: RedisAddress, link: RedisLink, lanes: BullLanes) {
    this.#options = options;
    this.location = address.text;
    this.#link = link;
    this.#lanes = lanes;
    this.#lockMs = lanes.lockMs;
    this.#free = new FreeJobs(lanes);
    this.#bell = new ChangeBell(options.pollMs ?? 1_000);
    this.#timer = setInterval(() => {
      this.#keeping ??= this.#keep();
    }, this.#lockMs / 4);
    this.#timer.unref();
  }

  /** @throws AffineError `config_invalid`, `store_transport`, `credentials_invalid`, `state_version` */
  static async open(options: BullQueueOptions): Promise<BullQueue> {
    const address = redisAddress(options.address);
    const link = await RedisLink.open(address, options.password, options.log);
    try {
      const lanes = await link.run(() =>
        BullLanes.open(link.commands, {
          ...{ address, log: options.log, lockMs: options.lockMs ?? 30_000, perLane: options.perLane ?? 512 },
          onLost: () => options.onLost?.(),
        }),
      );
      const queue = new BullQueue(options, address, link, lanes);
      await link.run(() => link.listen(lanes.channel, () => queue.#wake()));
      return queue;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  async add(jobs: readonly Job[]): Promise<"added" | "refused"> {
    return this.#run(async () => {
      const views = await this.#lanes.view();
      const fresh = await this.#lanes.unknownOf(jobs);
      const taken = views.reduce((sum, { pending, active }) => sum + pending + active, 0);
      if (taken + fresh.length > (this.#options.capacity ?? 20_000)) return "refused";
      await this.#lanes.add([...fresh].sort((left, right) => (left.id < right.id ? -1 : 1)));
      await this.#changed();
      return "added";
    });
  }

  async claim({ exceptLanes }: { exceptLanes?: ReadonlySet<string> } = {}): Promise<Claim | undefined> {
    return this.#run(async () => {
      for (let looks = 0; looks < 2; looks += 1) {
        if (looks > 0 || !this.#free.isFresh) await this.#free.look();
        for (let lane = this.#free.takeLane(exceptLanes); lane !== undefined; lane = this.#free.takeLane(exceptLanes)) {
          const claim = await this.#take(lane);
          if (claim !== undefined) return claim;
          this.#free.drop(lane);
        }
      }
      return undefined;
    });
  }

  waitForChange(signal?: AbortSignal): Promise<void> {
    return this.#bell.wait(signal);
  }

  async results(limit: number): Promise<JobResult[]> {
    return this.#run(async () => {
      const found: JobResult[] = [];
      for (const { id, lane, text } of await this.#lanes.results(limit)) {
        const result =
          text.length > MOST_RESULT_BYTES ? undefined : parsed(() => jobResultSchema.parse(JSON.parse(text)));
        if (result?.id === id && laneOf(id) === lane) found.push(result);
        else await this.#lanes.setAside({ id, lane });
      }
      return found;
    });
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    await this.#run(async () => {
      await this.#lanes.remove(ids);
      // Its runner may have died between handing over the result and this.
      await this.#lanes.forgetTurns(ids);
    });
  }

  async size(): Promise<QueueSize> {
    return this.#run(async () => {
      const views = await this.#lanes.view();
      const sum = (of: (view: LaneView) => number): number => views.reduce((total, view) => total + of(view), 0);
      return {
        pending: sum(({ pending }) => pending),
        claimed: sum(({ active }) => active),
        done: sum(({ done }) => done),
        broken: sum(({ broken }) => broken),
      };
    });
  }

  fullLanes(): ReadonlyMap<string, FullLane> {
    return this.#free.fullLanes();
  }

  hurry(): void {
    this.#link.hurry();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.hurry();
    await this.#keeping;
    try {
      for (const held of [...this.#held.values()].sort((left, right) => laterFirst(left, right)))
        await this.#release(held);
    } catch (error) {
      // Nobody renews their locks any more, so that they come back by themselves: closing is no failure for it.
      this.#options.log.warn(
        { err: error, jobs: this.#held.size },
        `jobs could not be given back to the queue, and come back later: ${errorMessage(error)}`,
      );
    } finally {
      for (const held of this.#held.values()) held.lose();
      await this.#lanes.close().finally(() => this.#link.close());
      this.#wake();
    }
  }

  async #take(lane: string): Promise<Claim | undefined> {
    const token = randomUUID();
    const askedAtMs = performance.now();
    const found = await this.#lanes.next(lane, token);
    if (found?.id === undefined) return undefined;
    const job = found.data.length > MOST_JOB_BYTES ? undefined : parsed(() => jobSchema.parse(JSON.parse(found.data)));
    if (job?.id !== found.id || laneOf(job.id) !== lane) {
      this.#options.log.error({ job: found.id, lane }, BROKEN_ENTRY);
      await found.moveToFailed(new Error("it is no job"), token, false);
      return undefined;
    }
    const held = new HeldJob(found, { token, lane, lockMs: this.#lockMs, askedAtMs });
    this.#held.set(token, held);
    return {
      job,
      journal: {
        turns: this.#turnsOf(job.id, await this.#lanes.turnsOf(job.id)),
        keep: (turns) => this.#run(() => this.#lanes.keepTurns(held, turnsText(turns))),
      },
      lost: held.lost,
      hold: (durationMs) => this.#run(() => this.#hold(lane, durationMs)),
      complete: (result) => this.#complete(held, result),
      release: () => this.#release(held),
    };
  }

  /** What cannot be read stays: a job must not be begun anew for it. */
  #turnsOf(id: string, text: string | null): readonly KeptTurn[] | null {
    if (text === null) return [];
    const turns = text.length > MAX_TURNS_BYTES ? undefined : parsed(() => turnsOfText(text));
    if (turns === undefined) this.#options.log.error({ job: id }, "the turns of an episode cannot be read");
    return turns ?? null;
  }

  async #complete(held: HeldJob, handedOver: JobResult): Promise<boolean> {
    const result = jobResultSchema.parse(handedOver);
    if (!this.#held.has(held.token)) return false;
    return this.#run(async () => {
      const isFirst = await this.#lanes.complete(held, canonicalJson(result));
      if (isFirst) await this.#lanes.forgetTurns([result.id]);
      this.#drop(held);
      await this.#changed();
      return isFirst;
    });
  }

  async #release(held: HeldJob): Promise<void> {
    if (!this.#held.has(held.token)) return;
    // Its lock is over or soon will be: it comes back by itself.
    if (held.lost.aborted) {
      this.#drop(held);
      return;
    }
    await this.#run(() => this.#lanes.giveBack(held));
    this.#drop(held);
    await this.#changed();
  }

  #drop(held: HeldJob): void {
    held.end();
    this.#held.delete(held.token);
  }

  async #hold(lane: string, durationMs: number): Promise<void> {
    await this.#lanes.hold(lane, durationMs);
    this.#free.hold(lane, durationMs);
  }

  /** Renews what is held and gives back what dead runners held. */
  async #keep(): Promise<void> {
    try {
      await this.#link.run(() => this.#lanes.renew([...this.#held.values()]));
      const back = await this.#link.run(() => this.#lanes.giveBackStalled());
      for (const id of back) this.#options.log.info({ job: id }, "a job came back from a runner that is gone");
      if (back.length > 0) await this.#changed();
    } catch (error) {
      this.#options.log.warn({ err: error }, `the queue could not be kept: ${errorMessage(error)}`);
    } finally {
      this.#keeping = undefined;
    }
  }

  async #changed(): Promise<void> {
    await this.#link.run((redis) => redis.publish(this.#lanes.channel, ""));
    this.#wake();
  }

  #wake(): void {
    this.#free.outdate();
    this.#bell.ring();
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    return this.#link.run(async () => {
      await this.#lanes.assertThere();
      return work();
    });
  }
}

function laterFirst(left: HeldJob, right: HeldJob): number {
  return (left.job.id ?? "") < (right.job.id ?? "") ? 1 : -1;
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (AffineError.isInstance(error)) throw error;
    return undefined;
  }
}
