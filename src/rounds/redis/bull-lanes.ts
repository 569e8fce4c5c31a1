import { randomUUID } from "node:crypto";
import type { Job as BullJob } from "bullmq";
import type { Redis } from "ioredis";
import { AffineError, canonicalJson, errorMessage } from "../../core/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import { laneOf, type Job } from "../job.ts";
import { BullLane } from "./bull-lane.ts";
import type { HeldJob } from "./held-job.ts";
import { viewLanes, type LaneView } from "./lane-heads.ts";
import { KEEP_TURNS, SET_ASIDE } from "./lane-scripts.ts";
import type { RedisAddress } from "./redis-address.ts";

/** Of what is in Redis: BullMQ's scripts of another major version may read the same keys otherwise. */
const FORMAT = "affine-queue/1 bullmq/6";
export const BROKEN_ENTRY = "a broken entry of the work queue was set aside";
const LANE = /^\d{5}$/;
/** What BullMQ says when a job is not (any more) held by us. */
const NOT_OURS =
  /Missing lock|Missing key|lock mismatch|not in the active state|not in active|is not locked|Lock mismatch/i;

export interface BullLanesOptions {
  readonly address: RedisAddress;
  readonly log: Logger;
  readonly lockMs: number;
  /** Jobs at once of a lane that this process adds to, over all runners. */
  readonly perLane: number;
  readonly onLost: () => void;
}

/** All lanes of a queue, as they are in Redis. */
export class BullLanes {
  readonly channel: string;
  readonly lockMs: number;
  readonly #redis: Redis;
  readonly #options: BullLanesOptions;
  readonly #prefix: string;
  readonly #lanes = new Map<string, BullLane>();
  /** Lanes whose limit this process has said since it opened. */
  readonly #limited = new Set<string>();
  #birth: string;

  private constructor(redis: Redis, options: BullLanesOptions, birth: string) {
    this.#redis = redis;
    this.#options = options;
    this.#prefix = options.address.prefix;
    this.lockMs = options.lockMs;
    this.channel = `${this.#prefix}:changed`;
    this.#birth = birth;
  }

  /** @throws AffineError `state_version` for a queue of another version */
  static async open(redis: Redis, options: BullLanesOptions): Promise<BullLanes> {
    await assertVersion(redis, options.address);
    const birth = await begin(redis, options.address);
    const policy = await evictionPolicy(redis);
    if (policy !== undefined && policy !== "noeviction") {
      options.log.warn(
        { policy },
        "this Redis may throw jobs away when memory is short: set maxmemory-policy noeviction",
      );
    }
    return new BullLanes(redis, options, birth);
  }

  /**
   * The next job of a lane, locked in our name; `undefined` when there is none, or its limit is reached, or what came was
   * no job at all and was set aside.
   */
  async next(name: string, token: string): Promise<BullJob<string, string> | undefined> {
    try {
      return await this.lane(name).next(token);
    } catch (error) {
      // BullMQ takes a job before it reads it, and what it cannot read would be taken again for ever.
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      const ids = (await this.#redis.eval(SET_ASIDE, 0, `${this.#prefix}:${name}:`, token, Date.now())) as string[];
      if (ids.length === 0) throw error;
      for (const job of ids) this.#options.log.error({ job, lane: name }, BROKEN_ENTRY);
      return undefined;
    }
  }

  lane(name: string): BullLane {
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = new BullLane({ redis: this.#redis, prefix: this.#prefix, name, lockMs: this.lockMs });
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** Tells when the server has lost everything since we opened: the jobs are gone, and nobody may take that for "done". */
  async assertThere(): Promise<void> {
    const birth = await this.#redis.get(`${this.#prefix}:birth`);
    if (birth === this.#birth) return;
    this.#limited.clear();
    this.#birth = await begin(this.#redis, this.#options.address);
    this.#options.log.error({ queue: this.#options.address.text }, "the queue was emptied: what was in it is lost");
    this.#options.onLost();
  }

  async view(): Promise<LaneView[]> {
    return viewLanes(this.#redis, this.#prefix, await this.#names());
  }

  /** Those that are in no state there. */
  async unknownOf(jobs: readonly Job[]): Promise<Job[]> {
    const pipeline = this.#redis.pipeline();
    for (const { id } of jobs) pipeline.exists(`${this.#prefix}:${laneOf(id)}:${id}`);
    const answers = (await pipeline.exec()) ?? [];
    return jobs.filter((_, index) => {
      const [error, found] = answers[index] ?? [null, 0];
      if (error !== null) throw error;
      return found === 0;
    });
  }

  /** @param jobs in the order in which they are to be done */
  async add(jobs: readonly Job[]): Promise<void> {
    for (const [name, own] of byLane(jobs, ({ id }) => laneOf(id))) {
      const { queue } = this.lane(name);
      if (!this.#limited.has(name)) {
        await queue.setGlobalConcurrency(this.#options.perLane);
        await this.#redis.sadd(`${this.#prefix}:lanes`, name);
        this.#limited.add(name);
      }
      await queue.addBulk(
        own.map((job) => ({
          name: "question",
          data: canonicalJson(job),
          opts: { jobId: job.id, removeOnComplete: false, removeOnFail: false },
        })),
      );
    }
  }

  /** Hands a result over. @returns false when the job is held by somebody else, done, or gone */
  async complete({ job, token }: HeldJob, result: string): Promise<boolean> {
    return this.#unlessLost(() => job.moveToCompleted(result, token, false));
  }

  async giveBack({ job, token }: HeldJob): Promise<void> {
    await this.#unlessLost(() => job.moveToWait(token));
  }

  /** The journaled turns of a job, as they were kept; `null` where there are none. */
  async turnsOf(id: string): Promise<string | null> {
    return this.#redis.get(`${this.#prefix}:turns:${id}`);
  }

  /** Keeps the turns of a job while its lock is ours, and begins the lock anew. @returns false when it is not */
  async keepTurns({ job, token, lane }: HeldJob, text: string): Promise<boolean> {
    const id = job.id ?? "";
    const keys = [`${this.#prefix}:${lane}:${id}:lock`, `${this.#prefix}:turns:${id}`] as const;
    return (await this.#redis.eval(KEEP_TURNS, 2, ...keys, token, text, String(this.lockMs))) === 1;
  }

  async forgetTurns(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#redis.unlink(...ids.map((id) => `${this.#prefix}:turns:${id}`));
  }

  /** Renews locks, one call a lane; jobs that are not ours any more are told so. */
  async renew(held: readonly HeldJob[]): Promise<void> {
    for (const [name, own] of byLane(held, ({ lane }) => lane)) {
      const sentAtMs = performance.now();
      const ids = own.map(({ job }) => job.id ?? "");
      const failed = new Set(
        await this.lane(name)
          .worker.getBackend()
          .extendLocks(
            ids,
            own.map(({ token }) => token),
            this.lockMs,
          ),
      );
      for (const one of own) {
        if (failed.has(one.job.id ?? "")) one.lose();
        else one.renewed(sentAtMs);
      }
    }
  }

  async giveBackStalled(): Promise<string[]> {
    const back: string[] = [];
    for (const { name, active } of await this.view())
      if (active > 0) back.push(...(await this.lane(name).giveBackStalled()));
    return back;
  }

  /** Results of all lanes in order of id, as they were handed over. */
  async results(limit: number): Promise<{ id: string; lane: string; text: string }[]> {
    const done = (await this.view()).filter(({ done }) => done > 0);
    const pipeline = this.#redis.pipeline();
    for (const { name } of done) pipeline.zrange(`${this.#prefix}:${name}:completed`, "0", String(limit - 1));
    const lists = ((await pipeline.exec()) ?? []).map(([error, value], index) => {
      if (error !== null) throw error;
      // Where it stands, which is not what a made-up id says.
      return (value as string[]).map((id) => ({ id, lane: done[index]?.name ?? "" }));
    });
    const found = lists
      .flat()
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, limit);
    const reading = this.#redis.pipeline();
    for (const { id, lane } of found) reading.hget(`${this.#prefix}:${lane}:${id}`, "returnvalue");
    const texts = (await reading.exec()) ?? [];
    return found.map(({ id, lane }, index) => {
      const [error, value] = texts[index] ?? [null, null];
      if (error !== null) throw error;
      // BullMQ keeps what it is given as JSON: a text of a text.
      return { id, lane, text: typeof value === "string" ? innerText(value) : "" };
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.lane(laneOf(id)).queue.remove(id)));
  }

  /** A result that nobody can read is kept beside the queue, for inspection. */
  async setAside({ id, lane }: { readonly id: string; readonly lane: string }): Promise<void> {
    this.#options.log.error({ job: id, lane }, "a result that cannot be read was set aside");
    const key = `${this.#prefix}:${lane}:`;
    await this.#redis.multi().zrem(`${key}completed`, id).zadd(`${key}failed`, Date.now(), id).exec();
  }

  /** Nobody begins a job of a lane for a while. */
  async hold(name: string, durationMs: number): Promise<void> {
    await this.lane(name).queue.rateLimit(Math.max(1, Math.ceil(durationMs)));
  }

  async close(): Promise<void> {
    for (const lane of this.#lanes.values()) await lane.close();
  }

  async #names(): Promise<string[]> {
    return (await this.#redis.smembers(`${this.#prefix}:lanes`)).filter((name) => LANE.test(name)).sort();
  }

  async #unlessLost(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!NOT_OURS.test(errorMessage(error))) throw error;
      return false;
    }
  }
}

function byLane<T>(items: readonly T[], laneOfItem: (item: T) => string): Map<string, T[]> {
  const lanes = new Map<string, T[]>();
  for (const item of items) {
    const lane = lanes.get(laneOfItem(item));
    if (lane === undefined) lanes.set(laneOfItem(item), [item]);
    else lane.push(item);
  }
  return lanes;
}

async function begin(redis: Redis, { prefix, text }: RedisAddress): Promise<string> {
  await redis.set(`${prefix}:format`, FORMAT, "NX");
  const format = await redis.get(`${prefix}:format`);
  if (format !== FORMAT) {
    throw new AffineError(
      "state_version",
      `The work queue ${text} is of another version: ${JSON.stringify((format ?? "").slice(0, 60))}, not ${JSON.stringify(FORMAT)}.`,
      {
        hint: "Let the version of affine that wrote it finish its work, or name another queue with ?prefix=NAME.",
      },
    );
  }
  await redis.set(`${prefix}:birth`, randomUUID(), "NX");
  return (await redis.get(`${prefix}:birth`)) ?? "";
}

/** BullMQ's scripts rest on commands of this version; Valkey says one of Redis, too. */
async function assertVersion(redis: Redis, { text }: RedisAddress): Promise<void> {
  const [, version = "", major, minor] = /^redis_version:((\d+)\.(\d+)\S*)/m.exec(await redis.info("server")) ?? [];
  if (Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 2)) return;
  throw new AffineError(
    "unsupported",
    `The queue ${text} is on Redis ${version.slice(0, 40)}; 6.2 or newer is needed.`,
    {
      hint: "Use a newer Redis, or Valkey.",
    },
  );
}

async function evictionPolicy(redis: Redis): Promise<string | undefined> {
  const memory = await redis.info("memory");
  return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
}

function innerText(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : "";
  } catch {
    // Whoever asked finds that it is no result.
    return "";
  }
}
