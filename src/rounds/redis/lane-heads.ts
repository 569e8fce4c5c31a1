import type { Redis } from "ioredis";

/** Jobs looked at of each lane at once. */
const AHEAD = 4;

/** What one look at all lanes shows. */
export interface LaneView {
  readonly name: string;
  /** Ids of the next jobs, the first one first. */
  readonly next: readonly string[];
  readonly pending: number;
  readonly active: number;
  readonly done: number;
  readonly broken: number;
  /** As many are under way, over all runners, as may be. */
  readonly isAtLimit: boolean;
  /** Milliseconds for which nobody may begin here; 0 when it is not held back. */
  readonly heldMs: number;
}

/** Looks at every lane in one round trip. */
export async function viewLanes(redis: Redis, prefix: string, names: readonly string[]): Promise<LaneView[]> {
  if (names.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const name of names) {
    const key = (type: string): string => `${prefix}:${name}:${type}`;
    pipeline
      .lrange(key("wait"), -AHEAD, -1)
      .llen(key("wait"))
      .llen(key("active"))
      .zcard(key("completed"))
      .zcard(key("failed"))
      .get(key("limiter"))
      .pttl(key("limiter"))
      .hget(key("meta"), "concurrency");
  }
  const answers = (await pipeline.exec()) ?? [];
  const values = answers.map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
  return names.map((name, index) => {
    const [next, pending, active, done, broken, starts, ttl, limit] = values.slice(index * 8, index * 8 + 8);
    const isHeld = Number(starts ?? 0) >= Number.MAX_SAFE_INTEGER;
    return {
      name,
      next: [...(next as string[])].reverse(),
      pending: Number(pending),
      active: Number(active),
      done: Number(done),
      broken: Number(broken),
      isAtLimit: typeof limit === "string" && Number(active) >= Number(limit),
      heldMs: isHeld ? Math.max(0, Number(ttl)) : 0,
    };
  });
}
