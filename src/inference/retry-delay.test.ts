import { describe, expect, test } from "vitest";
import { statusFailure } from "./failure.ts";
import { DEFAULT_RETRY } from "./options.ts";
import { retryAfterMs } from "../io/index.ts";
import { retryDelayMs } from "./retry-delay.ts";

const PEER = { host: "h", model: "m", apiKey: undefined };
const POLICY = { ...DEFAULT_RETRY, maxAttempts: 10, baseDelayMs: 100, maxDelayMs: 1000, maxRetryAfterMs: 5000 };
const busy = statusFailure(PEER, 503, "");

describe("retryDelayMs", () => {
  test("default: full jitter under a bound that doubles up to its maximum", () => {
    const delays = [1, 2, 3, 4, 5, 6].map((n) => retryDelayMs(busy, n, Infinity, POLICY, () => 0.5));
    expect(delays).toEqual([50, 100, 200, 400, 500, 500]);
    expect(retryDelayMs(busy, 3, Infinity, POLICY, () => 0)).toBe(0);
  });

  test("behavior: Retry-After comes first, within its own bound", () => {
    const asked = (ms: number) => retryDelayMs(statusFailure(PEER, 429, "", ms), 1, Infinity, POLICY, () => 0.5);
    expect([asked(2000), asked(3_600_000)]).toEqual([2050, 5050]);
  });

  test("behavior: no attempt too many, none past the deadline, none where it cannot help", () => {
    expect(retryDelayMs(busy, 10, Infinity, POLICY, () => 0)).toBeNull();
    expect(retryDelayMs(busy, 1, 49, POLICY, () => 0.5)).toBeNull();
    for (const status of [301, 400, 401, 402, 403, 404, 413, 422]) {
      expect(retryDelayMs(statusFailure(PEER, status, ""), 1, Infinity, POLICY, () => 0)).toBeNull();
    }
    for (const status of [408, 409, 429, 500, 502, 503, 504, 529]) {
      expect(retryDelayMs(statusFailure(PEER, status, ""), 1, Infinity, POLICY, () => 0)).toBe(0);
    }
  });
});

describe("retryAfterMs", () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);
  test.each([
    ["7", 7000],
    [" 0.5 ", 500],
    ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
    ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
    [["3", "4"], 3000],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("default: %s", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
