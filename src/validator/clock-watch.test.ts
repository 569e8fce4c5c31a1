import { describe, expect, test } from "vitest";
import type { BlockRef } from "../chain/chain.ts";
import { Alarms } from "./alarms.ts";
import { ClockWatch } from "./clock-watch.ts";

const NOW_MS = 1_760_000_000_000;
const block: BlockRef = { number: 7, hash: `0x${"0".repeat(64)}` };

function alarmAt(...behindMs: number[]): string[] {
  const alarms = new Alarms(
    () => NOW_MS,
    () => undefined,
  );
  const clock = new ClockWatch(alarms);
  for (const behind of behindMs) clock.saw(block, NOW_MS - behind, NOW_MS);
  return alarms.list().map(({ code, message }) => `${code}: ${message}`);
}

describe("the clock", () => {
  test.each([0, 1_000, 48_000, 120_000, -30_000])("default: %i ms behind is how blocks come", (behindMs) => {
    expect(alarmAt(behindMs)).toEqual([]);
  });

  test("error: a block that is hours old though it has just come", () => {
    expect(alarmAt(2 * 3_600_000)).toEqual([expect.stringContaining("7200 s old") as string]);
    expect(alarmAt(120_001)).toEqual([expect.stringContaining("the endpoint is behind") as string]);
  });

  test("error: a block of the future", () => {
    expect(alarmAt(-30_001)).toEqual([expect.stringContaining("clock is slow") as string]);
  });

  test("behavior: it goes when they agree again", () => {
    expect(alarmAt(3_600_000, 1_000)).toEqual([]);
  });
});
