import { Redis } from "ioredis";
import { linkError, NO_DATABASE } from "./link-error.ts";
import { pause } from "../../io/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { RedisAddress } from "./redis-address.ts";

const CONNECT_MS = 10_000;
const COMMAND_MS = 15_000;
const LONGEST_RECONNECT_MS = 2_000;
const CLOSE_PATIENCE_MS = 1_000;
/** Whoever is about to end waits so long for an answer. */
const HURRY_MS = 2_000;
/** A server that is left, and does not close the connection from its side, is cut off after this. */
const CUT_OFF_MS = 500;

/** The two connections of a process, however many lanes it has: one for commands, one that hears of changes. */
export class RedisLink {
  readonly commands: Redis;
  readonly #listening: Redis;
  readonly #address: RedisAddress;
  /** What the connection last failed with: commands say only that it is closed, or that they were tried often enough. */
  readonly #failure: { last: Error | undefined };
  #hurrying: Promise<void> | undefined;
  readonly #closed = new AbortController();

  private constructor(
    address: RedisAddress,
    [commands, listening]: readonly [Redis, Redis],
    failure: { last: Error | undefined },
  ) {
    this.#address = address;
    this.#failure = failure;
    this.commands = commands;
    this.#listening = listening;
  }

  /** @throws AffineError `store_transport` when nobody answers, `credentials_invalid`, `config_invalid`: no such database */
  static async open(address: RedisAddress, password: string | undefined, log: Logger): Promise<RedisLink> {
    const { host, port, db, tls, username } = address;
    const failure: { last: Error | undefined } = { last: undefined };
    const open = (): Redis => {
      const redis = new Redis({
        ...{ host, port, db, lazyConnect: true, connectTimeout: CONNECT_MS, commandTimeout: COMMAND_MS },
        disconnectTimeout: CUT_OFF_MS,
        // A command fails rather than waits for ever: whoever asked is told, and asks again.
        maxRetriesPerRequest: 2,
        retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_MS),
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(tls ? { tls: {} } : {}),
      });
      // Told by the commands that fail; without a listener it would end the process.
      redis.on("error", (error: Error) => {
        failure.last = error;
        log.debug({ err: error, queue: address.text }, "the queue's connection failed");
        // A connection that may not go into its database stays in database 0, and would work on a queue that nobody named.
        if (NO_DATABASE.test(error.message)) redis.disconnect(true);
      });
      // BullMQ adds a few for each lane.
      redis.setMaxListeners(0);
      redis.on("ready", () => (failure.last = undefined));
      return redis;
    };
    const link = new RedisLink(address, [open(), open()], failure);
    try {
      for (const redis of [link.commands, link.#listening]) {
        await redis.connect();
        // Asked, and not only set: what the client is told of it while it connects is an event at most.
        if (db !== 0) await redis.select(db);
      }
      return link;
    } catch (error) {
      link.#disconnect();
      // What the promise rejects with is "Connection is closed" where the reason was told before.
      throw linkError(address, error, failure.last);
    }
  }

  /** Calls back for every message on a channel. */
  async listen(channel: string, onMessage: () => void): Promise<void> {
    this.#listening.on("message", onMessage);
    await this.#listening.subscribe(channel);
  }

  /** Does something with the server; what it throws is named. @throws AffineError `store_transport`, … */
  async run<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await work(this.commands);
    } catch (error) {
      throw linkError(this.#address, error, this.#failure.last);
    }
  }

  /**
   * From now on a server that is silent for a moment is given up: what waits for it fails, and so does what is asked
   * later.
   */
  hurry(): void {
    this.#hurrying ??= this.#giveUpWhenSilent();
  }

  async #giveUpWhenSilent(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      // Answered after everything that was asked before it; a connection that fails has told the others already.
      const answer = this.commands.ping().then(
        () => true,
        () => false,
      );
      if (!(await Promise.race([answer, pause(HURRY_MS, signal).then(() => false)]))) {
        this.#disconnect();
        return;
      }
      await pause(HURRY_MS, signal);
    }
  }

  async close(): Promise<void> {
    const quits = [this.commands, this.#listening].map((redis) => redis.quit().catch(() => undefined));
    await Promise.race([Promise.all(quits), pause(CLOSE_PATIENCE_MS)]);
    this.#disconnect();
    this.#closed.abort();
  }

  #disconnect(): void {
    for (const redis of [this.commands, this.#listening]) {
      // A client that waits to connect again, and is told to end, would keep what was asked of it until each command's
      // own time is over.
      if (redis.status === "reconnecting") redis.connect().catch(() => undefined);
      redis.disconnect();
    }
  }
}
