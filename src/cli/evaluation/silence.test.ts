import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Silence, silenceLine } from "./silence.ts";

const said: string[] = [];
vi.mock("../../telemetry/index.ts", async (original) => ({
  ...(await original<object>()),
  say: (line: string) => void said.push(line),
}));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  said.length = 0;
});

const request = { temperatureThousandths: 700, maxTokens: 64, firstTokenTimeoutMs: 120_000, totalTimeoutMs: 600_000 };

test("default: the silence and what is waited for", () => {
  expect(silenceLine(30_000, request)).toBe(
    "no answer for 0:30: one may take 600 s, 120 s to its first token, and is asked for 4 times (--timeout sets less)",
  );
});

test("behavior: told at growing intervals, anew after an answer, no more when closed", () => {
  const silence = new Silence(request);
  vi.advanceTimersByTime(29_000);
  expect(said).toHaveLength(0);
  vi.advanceTimersByTime(2_000);
  expect(said).toHaveLength(1);
  vi.advanceTimersByTime(30_000);
  expect(said).toHaveLength(2);
  vi.advanceTimersByTime(30_000);
  expect(said).toHaveLength(2);
  silence.broken();
  vi.advanceTimersByTime(31_000);
  expect(said).toHaveLength(3);
  silence.close();
  vi.advanceTimersByTime(600_000);
  expect(said).toHaveLength(3);
});
