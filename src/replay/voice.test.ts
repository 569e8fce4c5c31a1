import { expect, test } from "vitest";
import { isMajority, partOf } from "./voice.ts";

const voices = (...all: [share: number, stakeRao: string][]) =>
  all.map(([share, stakeRao], at) => ({ hotkey: `v${at}`, share, stakeRao }));
const among =
  (...names: string[]) =>
  (hotkey: string): boolean =>
    names.includes(hotkey);

test("behavior: half is no majority, a rao or a part more than half is", () => {
  const two = voices([500, "1000"], [500, "1000"]);
  expect(isMajority(among("v0"), two)).toBe(false);
  expect(isMajority(among("v0", "v1"), two)).toBe(true);
  expect(isMajority(among("v0"), voices([501, "1001"], [500, "1000"]))).toBe(true);
  expect(isMajority(among(), [])).toBe(false);
});

test("behavior: both count: shares without stake are no majority, nor stake without shares", () => {
  expect(isMajority(among("v0"), voices([501, "1000"], [500, "1000"]))).toBe(false);
  expect(isMajority(among("v0"), voices([500, "1001"], [500, "1000"]))).toBe(false);
  // Stakes beyond 2^53 are told apart.
  const large = voices([501, "9007199254740994"], [500, "9007199254740993"]);
  expect([isMajority(among("v0"), large), isMajority(among("v1"), large)]).toEqual([true, false]);
});

test("default: the part that some hold is the sum of their shares", () => {
  const three = voices([1, "9"], [20, "9"], [300, "9"]);
  expect([partOf(among(), three), partOf(among("v0", "v2"), three)]).toEqual([0, 301]);
});
