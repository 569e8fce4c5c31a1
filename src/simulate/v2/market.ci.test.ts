import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.ts";
import { playMarket } from "./market.ts";

const HOUR_BLOCKS = 300;

describe("a market of 100 open tests and twelve newcomers a day, 30 days", () => {
  test.each([
    ["a crown a day", 24 * HOUR_BLOCKS],
    ["a crown an hour", HOUR_BLOCKS],
  ])(
    "behavior: with %s no lane is idle, newcomers wait less than an hour, all errors sum to less than 1%",
    (_, crownEveryBlocks) => {
      const setting = { open: 100, newcomersADay: 12, crownEveryBlocks, days: 30, testRounds: 2900 };
      const market = playMarket(setting, Generator.from("market", crownEveryBlocks));
      expect(market.idleRounds).toBe(0);
      expect(market.waitHours95).toBeLessThan(1);
      expect(market.alpha).toBeLessThan(0.01);
      // The rule that refused after 1,000 would have let most of these wait for the next month.
      expect(market.tests).toBeGreaterThan(1000);
    },
  );

  test("behavior: one owner that releases ten small improvements, each a crown, stops nobody", () => {
    const setting = { open: 100, newcomersADay: 12, crownEveryBlocks: 21_600, days: 30, testRounds: 2900 };
    const market = playMarket(setting, Generator.from("ten releases"));
    expect(market.idleRounds).toBe(0);
    expect(market.waitHours95).toBeLessThan(1);
    expect([...market.levels.keys()].every((level) => level <= 1e6)).toBe(true);
  });
});
