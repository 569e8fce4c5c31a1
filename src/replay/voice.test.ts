import { expect, test } from "vitest";
import { isHalf, isMajority } from "./voice.ts";

const shares = (...all: number[]) => all.map((shareBp, at) => ({ hotkey: `v${at}`, shareBp }));

test("behavior: more than half is a majority, half is none; rounding of shares is given away", () => {
  const two = shares(5000, 5000);
  expect(isMajority(5000, two)).toBe(false);
  expect(isMajority(10_000, two)).toBe(true);
  // Sums of four rounded shares are off by up to four points: 5002 of 10000 may be half, 5003 is more.
  const four = shares(2500, 2500, 2500, 2500);
  expect([5000, 5002, 5003].map((part) => isMajority(part, four))).toEqual([false, false, true]);
  expect([0, 1, 5000, 5001].map((part) => isMajority(part, shares(10_000)))).toEqual([false, false, false, true]);
  expect(isMajority(0, [])).toBe(false);
});

test("behavior: half of the others is enough to witness, also where rounding took a point; nobody witnesses nothing", () => {
  const two = shares(3333, 3333);
  expect([0, 3331, 3332, 3333].map((part) => isHalf(part, two))).toEqual([false, false, true, true]);
  expect(isHalf(1, [])).toBe(false);
  expect(isHalf(0, shares(0))).toBe(false);
});
