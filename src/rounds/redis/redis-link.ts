import { Redis } from "ioredis";
import { AffineError, errorMessage } from "../../core/index.ts";
import { pause } from "../../io/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { RedisAddress } from "./redis-address.ts";

const CONNECT_MS = 10_000;
const COMMAND_MS = 15_000;
const LONGEST_RECONNECT_MS = 2_000;
const CLOSE_PATIENCE_MS = 1_000;

/** The two connections of a process, however many lanes it has: one for commands, one that hears of changes. */
export class RedisLink {
  readonly commands: Redis;
  readonly #listening: Redis;
  readonly #address: RedisAddress;

  private constructor(address: RedisAddress, commands: Redis, listening: Redis) {
    this.#address = address;
    this.commands = commands;
    this.#listening = listening;
  }

  /** @throws AffineError `store_transport` when nobody answers, `credentials_invalid` */
  static async open(address: RedisAddress, password: string | undefined, log: Logger): Promise<RedisLink> {
    const { host, port, db, tls, username } = address;
    let last: Error | undefined;
    const open = (): Redis => {
      const redis = new Redis({
        ...{ host, port, db, lazyConnect: true, connectTimeout: CONNECT_MS, commandTimeout: COMMAND_MS },
        // A command fails rather than waits for ever: whoever asked is told, and asks again.
        maxRetriesPerRequest: 2,
        retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_MS),
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(tls ? { tls: {} } : {}),
      });
      // Told by the commands that fail; without a listener it would end the process.
      redis.on("error", (error: Error) => {
        last = error;
        log.debug({ err: error, queue: address.text }, "the queue's connection failed");
      });
      // BullMQ adds a few for each lane.
      redis.setMaxListeners(0);
      return redis;
    };
    const link = new RedisLink(address, open(), open());
    try {
      await link.commands.connect();
      await link.#listening.connect();
      return link;
    } catch (error) {
      link.#disconnect();
      // What the promise rejects with is "Connection is closed" where the reason was told before.
      throw linkError(address, last ?? error);
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
      throw linkError(this.#address, error);
    }
  }

  async close(): Promise<void> {
    const quits = [this.commands, this.#listening].map((redis) => redis.quit().catch(() => undefined));
    await Promise.race([Promise.all(quits), pause(CLOSE_PATIENCE_MS)]);
    this.#disconnect();
  }

  #disconnect(): void {
    this.commands.disconnect();
    this.#listening.disconnect();
  }
}

/** What a client of Redis threw, as an error of ours. */
export function linkError(address: RedisAddress, cause: unknown): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  const message = errorMessage(cause);
  if (/WRONGPASS|NOAUTH|NOPERM/.test(message)) {
    return new AffineError("credentials_invalid", `The queue ${address.text} does not let us in: ${message}.`, {
      hint: "Check the user's name in its address and AFFINE_QUEUE_PASSWORD.",
      cause,
    });
  }
  return new AffineError("store_transport", `The queue ${address.text} cannot be used: ${message}.`, {
    hint: address.tls
      ? "rediss:// speaks TLS: where the server does not, write redis://. Else check its address and that Redis or Valkey runs there."
      : "Check its address and that Redis or Valkey runs there; where it wants TLS, write rediss://.",
    cause,
  });
}
