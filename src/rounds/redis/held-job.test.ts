import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type BullJobInHand, HeldJob } from "./held-job.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

const held = (): HeldJob =>
  new HeldJob({} as BullJobInHand, { token: "t", lane: "00001", lockMs: 30_000, askedAtMs: performance.now() });

test("behavior: work ends well before its lock does, counted from before the lock was asked for", () => {
  const askedAtMs = performance.now();
  vi.advanceTimersByTime(10_000);
  const job = new HeldJob({} as BullJobInHand, { token: "t", lane: "00001", lockMs: 30_000, askedAtMs });
  vi.advanceTimersByTime(7_999);
  expect(job.lost.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(job.lost.aborted).toBe(true);
});

test("behavior: a renewal counts from when it was sent", () => {
  const job = held();
  for (let renewals = 0; renewals < 10; renewals += 1) {
    const sentAtMs = performance.now();
    vi.advanceTimersByTime(7_500);
    job.renewed(sentAtMs);
  }
  vi.advanceTimersByTime(10_499);
  expect(job.lost.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(job.lost.aborted).toBe(true);
  // Too late: it stays lost.
  job.renewed(performance.now());
  expect(job.lost.aborted).toBe(true);
});

test("behavior: what is done is not ended", () => {
  const job = held();
  job.end();
  vi.advanceTimersByTime(1_000_000);
  expect(job.lost.aborted).toBe(false);
});
