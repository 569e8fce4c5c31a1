import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteRate } from "./byte-rate.ts";
import { formatBytes, formatDuration } from "./format.ts";
import { progressLine } from "./progress-bar.ts";

test("default: a line with share, bytes, rate and time left", () => {
  const state = { doing: "pulling", bytes: 1.2e9, totalBytes: 2.8e9, bytesPerSecond: 85e6 };
  expect(progressLine(state, 80)).toBe("pulling ███████████░░░░░░░░░░░░░░  42%  1.2 GB of 2.8 GB  85.0 MB/s  ETA 0:19");
  expect(progressLine({ ...state, bytesPerSecond: 0 }, 80)).toContain("ETA -:--");
  expect(progressLine({ ...state, bytes: 0, totalBytes: 0 }, 80)).toContain("100%");
});

test("behavior: never wider than the terminal, whatever the numbers", () => {
  const bytes = fc.double({ min: -1e6, max: 1e15, noNaN: true });
  fc.assert(
    fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 200 }), (done, total, bytesPerSecond, width) => {
      const line = progressLine(
        { doing: "uploading", bytes: done, totalBytes: Math.abs(total), bytesPerSecond },
        width,
      );
      expect(line.length).toBeLessThan(width);
    }),
  );
});

test("default: bytes and durations for people", () => {
  const shown = [0, 999, 1_000, 99_400, 99_500, 999_499, 999_500, 5e10, 2e15].map(formatBytes);
  expect(shown).toEqual(["0 B", "999 B", "1.0 kB", "99.4 kB", "100 kB", "999 kB", "1.0 MB", "50.0 GB", "2000 TB"]);
  expect([0, 42_400, 61_000, 3_723_000].map(formatDuration)).toEqual(["0:00", "0:42", "1:01", "1:02:03"]);
});

test("behavior: the rate is that of the last moments", () => {
  const rate = new ByteRate(0, 1_000);
  expect(rate.perSecond).toBe(0);
  rate.sample(500, 500_000);
  expect(rate.perSecond).toBe(1_000_000);
  for (let atMs = 1_000; atMs <= 10_000; atMs += 500) rate.sample(atMs, 500_000 + (atMs - 500) * 10);
  expect(rate.perSecond).toBe(10_000);
});
