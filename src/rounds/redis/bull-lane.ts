import { createRedisBackend, Queue, Worker, type Job as BullJob } from "bullmq";
import type { Redis } from "ioredis";

/** Starts in a second that no runner reaches: the limit is there so that a lane can be held back for all (Retry-After). */
const UNLIMITED = { max: 1_000_000_000, duration: 1_000 };

export interface BullLaneOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly name: string;
  readonly lockMs: number;
}

/** The questions to one miner: a queue of BullMQ over the connection of all. */
export class BullLane {
  readonly name: string;
  readonly queue: Queue<string, string>;
  readonly worker: Worker<string, string>;

  constructor({ redis, prefix, name, lockMs }: BullLaneOptions) {
    this.name = name;
    const shared = { connection: redis, prefix, skipVersionCheck: true };
    const onError = (): void => undefined;
    this.queue = new Queue<string, string>(
      name,
      { ...shared, streams: { events: { maxLen: 16 } } },
      createRedisBackend,
    );
    this.worker = new Worker<string, string>(
      name,
      null,
      {
        ...shared,
        autorun: false,
        lockDuration: lockMs,
        // A job is given back as often as its runners die: by default its second crash would be its last.
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        stalledInterval: Math.max(1, Math.floor(lockMs / 2)),
        limiter: UNLIMITED,
      },
      // Without the connection of its own that each worker opens to wait on: ours hears of changes by a message.
      (lane, options) => createRedisBackend(lane, options),
    );
    // What fails is told by the call that failed.
    this.queue.on("error", onError);
    this.worker.on("error", onError);
  }

  /** The next job, locked in our name; `undefined` when there is none or the limit of the lane is reached. */
  next(token: string): Promise<BullJob<string, string> | undefined> {
    return this.worker.getNextJob(token, { block: false });
  }

  /** Gives back what runners held that died: seen twice without a lock. @returns ids of the jobs */
  giveBackStalled(): Promise<string[]> {
    return this.worker.getBackend().moveStalledJobsToWait();
  }

  async close(): Promise<void> {
    await this.worker.close(true);
    await this.queue.close();
  }
}
