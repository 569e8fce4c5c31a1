import { expect, test } from "vitest";
import type { Challenger } from "./contest-schema.ts";
import { whyNoEta } from "./missing-gates.ts";

function wealth(stream: string, wealthMilli: number, levelMilli: number): Challenger["wealth"][number] {
  return { stream, environment: null, wealthMilli, levelMilli, reached: wealthMilli >= levelMilli };
}

const open = { state: "open", roundsLeft: null, rounds: 44 } as const;

test.each([
  [
    "not yet",
    [wealth("better_on_average", 900, 13_800), wealth("gain_above_zero", 300, 4600)],
    /known after 1000 rounds/,
  ],
  [
    "superiority falls",
    [wealth("better_on_average", -10, 13_800), wealth("gain_above_zero", 300, 4600)],
    /does not grow/,
  ],
  ["a gate falls", [wealth("better", 13_800, 13_800), wealth("no_great_loss", -3, 4600)], /does not grow/],
  [
    "one way of superiority is enough",
    [wealth("better", -5, 13_800), wealth("better_on_average", 5, 13_800)],
    /known after/,
  ],
])("behavior: why no end can be told is said as it is: %s", (_, streams, said) => {
  expect(whyNoEta({ ...open, wealth: streams })).toMatch(said);
});

test("behavior: where an end is told, no reason is", () => {
  expect(whyNoEta({ ...open, roundsLeft: { low: 1, middle: 2, high: 4 }, wealth: [] })).toBeNull();
  expect(whyNoEta({ ...open, rounds: 0, wealth: [] })).toBe("no round has counted yet");
});
