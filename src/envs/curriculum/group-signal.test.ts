import fc from "fast-check";
import { expect, test } from "vitest";
import { groupSignalPerMillion } from "./group-signal.ts";

test("default: half of the answers right, groups of eight", () => {
  expect(groupSignalPerMillion(500_000, 8)).toBe(992_188);
  expect(groupSignalPerMillion(100_000, 8)).toBe(569_533);
});

test("behavior: nothing is learnt from questions that all answers pass, or none", () => {
  for (const group of [2, 8, 64]) {
    expect(groupSignalPerMillion(0, group)).toBe(0);
    expect(groupSignalPerMillion(1_000_000, group)).toBe(0);
  }
});

test("law: the same for p and 1 - p, and never less in a larger group", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 2, max: 256 }), (pass, group) => {
      const signal = groupSignalPerMillion(pass, group);
      expect(groupSignalPerMillion(1_000_000 - pass, group)).toBe(signal);
      expect(groupSignalPerMillion(pass, group + 1)).toBeGreaterThanOrEqual(signal);
    }),
  );
});
