import { describe, expect, test, vi } from "vitest";
import { AdaptiveLimiter, type Permit } from "./index.ts";

/** Fills the limiter, then gives every permit back with the same lesson. */
async function round(limiter: AdaptiveLimiter, lesson: "success" | "overload" | "nothing"): Promise<void> {
  const permits: Permit[] = [];
  while (limiter.inFlight < limiter.limit) permits.push(await limiter.acquire());
  for (const permit of permits) permit.release(lesson);
}

describe("AdaptiveLimiter", () => {
  test("default: grows with every success until the first overload, then halves, then grows slowly", async () => {
    const limiter = new AdaptiveLimiter({ initial: 4, max: 100 });
    const limits = [];
    for (const lesson of ["success", "success", "overload", "success", "success", "success"] as const) {
      await round(limiter, lesson);
      limits.push(limiter.limit);
    }
    expect(limits.slice(0, 2)).toEqual([6, 9]);
    expect(limits[2]).toBe(4);
    expect(limits.slice(3)).toEqual([4, 5, 5]);
  });

  test("behavior: many overloads of one round halve once", async () => {
    const limiter = new AdaptiveLimiter({ initial: 64, max: 64 });
    await round(limiter, "overload");
    expect(limiter.limit).toBe(32);
  });

  test("behavior: never below one, never above the maximum", async () => {
    const limiter = new AdaptiveLimiter({ initial: 2, max: 3 });
    for (let i = 0; i < 5; i += 1) await round(limiter, "overload");
    expect(limiter.limit).toBe(1);
    for (let i = 0; i < 30; i += 1) await round(limiter, "success");
    expect(limiter.limit).toBe(3);
  });

  test("behavior: other faults, idle successes and a second release change nothing", async () => {
    const limiter = new AdaptiveLimiter({ initial: 8, max: 64 });
    await round(limiter, "nothing");
    const permit = await limiter.acquire();
    permit.release("success");
    permit.release("overload");
    expect([limiter.limit, limiter.inFlight]).toEqual([8, 0]);
  });

  test("behavior: first come, first served", async () => {
    const limiter = new AdaptiveLimiter({ initial: 1, max: 1 });
    const first = await limiter.acquire();
    const order: number[] = [];
    const others = [1, 2, 3].map(async (n) => {
      const permit = await limiter.acquire();
      order.push(n);
      permit.release("success");
    });
    expect([limiter.inFlight, limiter.waiting]).toEqual([1, 3]);
    first.release("success");
    // One who comes now does not overtake those who wait.
    await limiter.acquire();
    expect(order).toEqual([1, 2, 3]);
    await Promise.all(others);
  });

  test("behavior: a halved limit lets nobody in until it is met", async () => {
    const limiter = new AdaptiveLimiter({ initial: 4, max: 4 });
    const permits = await Promise.all([1, 2, 3, 4].map(() => limiter.acquire()));
    const waiting = limiter.acquire();
    permits[0]!.release("overload");
    permits[1]!.release("nothing");
    expect([limiter.limit, limiter.inFlight, limiter.waiting]).toEqual([2, 2, 1]);
    permits[2]!.release("nothing");
    await waiting;
    expect([limiter.inFlight, limiter.waiting]).toEqual([2, 0]);
  });

  test("behavior: a wait can be given up", async () => {
    const limiter = new AdaptiveLimiter({ initial: 1, max: 1 });
    const held = await limiter.acquire();
    const stop = new AbortController();
    const waiting = limiter.acquire(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "interrupted" });
    await expect(limiter.acquire(stop.signal)).rejects.toMatchObject({ code: "interrupted" });
    held.release("success");
    expect([limiter.inFlight, limiter.waiting]).toEqual([0, 0]);
  });

  test.each([
    { initial: 0, max: 1 },
    { initial: 5, max: 4 },
    { initial: Number.NaN, max: 4 },
    { initial: 1, max: Infinity },
  ])("error: limits $initial and $max", (options) => {
    expect(() => new AdaptiveLimiter(options)).toThrow(expect.objectContaining({ code: "config_invalid" }) as Error);
  });

  test("behavior: whose answers take minutes comes back as fast, by the clock, as whose take seconds", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const after = async (answerMs: number): Promise<number> => {
        const limiter = new AdaptiveLimiter({ initial: 64, max: 64 });
        await round(limiter, "overload");
        for (let spentMs = 0; spentMs < 600_000; spentMs += answerMs) {
          const permits = await Promise.all(Array.from({ length: limiter.limit }, () => limiter.acquire()));
          vi.advanceTimersByTime(answerMs);
          for (const permit of permits) permit.release("success");
        }
        return limiter.limit;
      };
      // From 32; by one a round of answers it would be 34 for the slow one.
      expect(await after(300_000)).toBeGreaterThanOrEqual(50);
      expect(await after(10_000)).toBeGreaterThanOrEqual(50);
    } finally {
      vi.useRealTimers();
    }
  });

  test("behavior: a turn that does not come in time is not taken later", async () => {
    const limiter = new AdaptiveLimiter({ initial: 1, max: 1 });
    const first = await limiter.acquire();
    expect(await limiter.acquire(undefined, 5)).toBeNull();
    first.release("success");
    expect([limiter.inFlight, limiter.waiting]).toEqual([0, 0]);
  });
});
