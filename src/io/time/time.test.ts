import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AffineError } from "../../core/index.ts";
import { backoff, listedPauses, pause, pauseOrThrow, retry } from "../index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const busy = (details: Record<string, unknown> = {}): AffineError =>
  new AffineError("chain_transport", "busy", { details });

/** Whether a promise has settled by now, timers aside. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.finally(() => (done = true)).catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

describe("pause", () => {
  test("default: it takes its time, also more than a timer can", async () => {
    const long = 2 ** 31 + 1000;
    const waiting = pause(long);
    await vi.advanceTimersByTimeAsync(long - 1);
    expect(await settled(waiting)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("behavior: a signal ends it, at once when it came before; nothing is left behind", async () => {
    const stop = new AbortController();
    const removed = vi.spyOn(stop.signal, "removeEventListener");
    const waiting = pause(Infinity, stop.signal);
    expect(await settled(waiting)).toBe(false);
    stop.abort();
    expect(await waiting).toBe(false);
    expect(await pause(1000, stop.signal)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledTimes(1);
    await expect(pauseOrThrow(1000, stop.signal, "Stopped.")).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("retry", () => {
  test("default: until it goes through, with the pauses of the list", async () => {
    const began = Date.now();
    const at: number[] = [];
    const work = retry(
      (attempt) => {
        at.push(Date.now() - began);
        return attempt < 3 ? Promise.reject(busy()) : Promise.resolve(attempt);
      },
      { pauseMs: listedPauses([200, 1000]) },
    );
    await vi.runAllTimersAsync();
    expect(await work).toBe(3);
    expect(at).toEqual([0, 200, 1200]);
  });

  test("error: the last failure when the list ends, and at once what another try cannot mend", async () => {
    for (const [error, attempts] of [
      [busy(), 3],
      [new AffineError("usage", "no"), 1],
      [new Error("a fault of ours"), 1],
    ] as const) {
      const work = vi.fn(() => Promise.reject(error));
      const tried = expect(retry(work, { pauseMs: listedPauses([1, 1]) })).rejects.toBe(error);
      await vi.runAllTimersAsync();
      await tried;
      expect(work).toHaveBeenCalledTimes(attempts);
    }
  });

  test("behavior: a signal ends the pause, with `interrupted` or what the caller makes of it", async () => {
    const error = busy();
    for (const interrupted of [undefined, (last: unknown) => last]) {
      const stop = new AbortController();
      const work = vi.fn(() => Promise.reject(error));
      const options = { pauseMs: listedPauses([60_000]), signal: stop.signal };
      const tried = retry(work, interrupted === undefined ? options : { ...options, interrupted });
      const expected = expect(tried).rejects.toMatchObject({
        code: interrupted === undefined ? "interrupted" : error.code,
      });
      await vi.advanceTimersByTimeAsync(10);
      stop.abort();
      await expected;
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  test("property: backoff keeps below its doubling bound, and below what was asked for plus its spread", () => {
    const policy = { maxAttempts: 8, baseDelayMs: 100, maxDelayMs: 1500, maxRetryAfterMs: 5000 };
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(chance, fc.integer({ min: 1, max: 9 }), fc.option(fc.nat(10_000)), (drawn, attempts, asked) => {
        const error = busy(asked === null ? {} : { retryAfterMs: asked });
        const pauseMs = backoff(policy, () => drawn)(error, attempts);
        if (attempts >= 8) expect(pauseMs).toBeNull();
        else if (asked === null) expect(pauseMs).toBeLessThan(Math.min(1500, 100 * 2 ** (attempts - 1)));
        else {
          expect(pauseMs).toBeGreaterThanOrEqual(Math.min(asked, 5000));
          // A double just below 1 may round up to the bound.
          expect(pauseMs).toBeLessThanOrEqual(Math.min(asked, 5000) + 100);
        }
      }),
    );
  });
});
