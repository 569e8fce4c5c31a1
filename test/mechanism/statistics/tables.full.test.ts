import { expect, test } from "vitest";
import { Generator } from "../kit/generator.ts";
import { pairs, SKILLS } from "../kit/outcome-model.ts";
import { playPair, termsAgainst } from "../kit/play-pair.ts";
import { report, share } from "../kit/tier.ts";

/*
 * The table of docs/mechanism.md for E = 3 by a second outcome model; `af simulate --suite` compares every cell. Allowed:
 * four standard errors of ours, and 2% of a probability, 6% of a number of rounds.
 */
const TESTS = 400;
const cells: [name: string, gains: number[], crown: number, rounds: number][] = [
  ["exact copy", [0, 0, 0], 0, 2904],
  ["-1 all", [-0.01, -0.01, -0.01], 0, 1350],
  ["-15 all", [-0.15, -0.15, -0.15], 0, 50],
  ["+2 all", [0.02, 0.02, 0.02], 0.898, NaN],
  ["+5 all", [0.05, 0.05, 0.05], 1, 1064],
  ["+5 in one", [0.05, 0, 0], 0.992, NaN],
  ["+10 in one", [0.1, 0, 0], 0.997, NaN],
  ["+30 in one, -10 in two", [0.3, -0.1, -0.1], 0, 281],
];

test.each(cells)("table: E = 3, one validator: %s", (name, gains, crown, mean) => {
  const generator = new Generator(10);
  const all = pairs(SKILLS[3], gains);
  const played = Array.from({ length: TESTS }, () => playPair(generator, all, termsAgainst(SKILLS[3])));
  const crowned = share(played.filter(({ status }) => status.state === "candidate").length, TESTS);
  const rounds = played.map(({ evaluation }) => evaluation.rounds);
  const average = rounds.reduce((a, b) => a + b, 0) / TESTS;
  const se = Math.sqrt(rounds.reduce((a, b) => a + (b - average) ** 2, 0) / TESTS / TESTS);
  report(name, { crowned, rounds: Math.round(average), roundsSe: Math.round(se) });
  expect(Math.abs(crowned.p - crown)).toBeLessThan(4 * crowned.se + 0.02);
  if (!Number.isNaN(mean)) expect(Math.abs(average - mean)).toBeLessThan(4 * se + 0.06 * mean);
});
