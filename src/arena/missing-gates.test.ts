import { expect, test } from "vitest";
import type { Challenger } from "./contest-schema.ts";
import { missingGates, whyNoEta } from "./missing-gates.ts";

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
  ["a gate falls", [wealth("better", 13_800, 13_800), wealth("no_great_loss", -3, 4600)], /comes no nearer/],
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

const stream = (name: string, environment: string | null, reached = false): Challenger["wealth"][number] => ({
  ...{ stream: name, environment, wealthMilli: reached ? 7000 : 0, levelMilli: 7000, reached },
});

test("default: a line for each condition, with every environment that it still lacks in", () => {
  const wealth = [
    stream("better_on_average", null),
    stream("gain_above_zero", null),
    ...["SAT", "ABD", "HUNT"].map((env) => stream("no_great_loss", env, env === "ABD")),
    ...["SAT", "ABD", "HUNT"].map((env) => stream("above_floor", env)),
  ];
  expect(missingGates({ wealth, epsBp: 100 })).toEqual([
    "it must be better by at least 1 point, on average or in one environment: furthest on average, 0% of the way",
    "not sure enough yet: that its mean gain is above zero",
    "not sure enough yet: that it loses nothing great in SAT and HUNT",
    "not sure enough yet: that it stays above the floor in SAT, ABD and HUNT",
  ]);
});

test("default: who has reached everything lacks nothing", () => {
  expect(
    missingGates({ wealth: [stream("better", "SAT", true), stream("above_floor", "SAT", true)], epsBp: 100 }),
  ).toEqual([]);
});

test("error: whose wealth is past its level is not said to have none that grows", () => {
  const open = { state: "open", roundsLeft: null, rounds: 355 } as const;
  const floor = stream("above_floor", "SAT");
  expect(whyNoEta({ ...open, wealth: [stream("better_on_average", null, true), floor] })).toBe(
    "its wealth is enough, and a gate that it lacks comes no nearer at present",
  );
  expect(whyNoEta({ ...open, wealth: [stream("better_on_average", null), floor] })).toBe(
    "its wealth does not grow at present",
  );
});
