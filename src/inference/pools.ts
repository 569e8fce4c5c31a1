import { Pool } from "undici";

/** Origins whose connections are kept at most; beyond, the one unused for longest is let go. */
const MAX_ORIGINS = 512;

/** One pool of connections an origin. Its size is set by the limiters in front of it, its timeouts by each exchange. */
export class Pools {
  readonly #pools = new Map<string, Pool>();
  readonly #connectMs: number;

  /** @param connectMs after which a connection attempt is dropped, whoever still waits for it */
  constructor(connectMs: number) {
    this.#connectMs = connectMs;
  }

  of(origin: string): Pool {
    const known = this.#pools.get(origin);
    const pool = known ?? this.#open(origin);
    // The map's order is the order of use.
    this.#pools.delete(origin);
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Ends every connection, whatever goes on there. */
  async destroy(reason: Error): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy(reason)));
  }

  #open(origin: string): Pool {
    if (this.#pools.size >= MAX_ORIGINS) this.#letGoOfOne();
    return new Pool(origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
      connect: { timeout: this.#connectMs },
    });
  }

  #letGoOfOne(): void {
    for (const [origin, pool] of this.#pools) {
      if (pool.stats.size > 0) continue;
      this.#pools.delete(origin);
      // Nothing is under way there, so nothing can fail and nobody waits.
      pool.destroy(() => undefined);
      return;
    }
  }
}
