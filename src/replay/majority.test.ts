import { expect, test } from "vitest";
import { isMajority, partOf } from "./majority.ts";

const votingShares = (...all: readonly (readonly [share: number, stakeRao: string])[]) =>
  all.map(([share, stakeRao], at) => ({ hotkey: `v${at}`, share, stakeRao }));
const of =
  (...hotkeys: string[]) =>
  (hotkey: string): boolean =>
    hotkeys.includes(hotkey);

test("behavior: more than half of the shares and of the stake is a majority, half of either is none", () => {
  const equal = votingShares([25, "7"], [25, "7"], [25, "7"], [25, "7"]);
  expect(isMajority(of("v0", "v1"), equal)).toBe(false);
  expect(isMajority(of("v0", "v1", "v2"), equal)).toBe(true);
  // Three with three quarters of the shares, and less than half of the stake.
  const rich = votingShares([25, "1"], [25, "1"], [25, "1"], [25, "4"]);
  expect(isMajority(of("v0", "v1", "v2"), rich)).toBe(false);
  expect(isMajority(of("v0", "v3"), rich)).toBe(false);
  expect(isMajority(of("v0", "v1", "v3"), rich)).toBe(true);
  expect(isMajority(of("v0"), votingShares([1, "1"]))).toBe(true);
});

test("behavior: stakes that no double holds are compared exactly; strangers add nothing, and of nobody there is no majority", () => {
  const large = 1n << 60n;
  expect(isMajority(of("v0"), votingShares([51, String(large + 1n)], [49, String(large)]))).toBe(true);
  expect(isMajority(of("v0"), votingShares([51, String(large)], [49, String(large)]))).toBe(false);
  expect(isMajority(of("stranger"), votingShares([1, "1"]))).toBe(false);
  expect(isMajority(of("v0"), [])).toBe(false);
  expect(partOf(of("v1", "stranger"), votingShares([3, "1"], [4, "1"]))).toBe(4);
});
