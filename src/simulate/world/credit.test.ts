import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.ts";
import { pairOfCell } from "../suite/cells.ts";
import { creditedRounds, type Credit } from "./credit.ts";

const ROUNDS = 20_000;

/** Means and variances of a round's scores and of their difference, by environment, in parts of a right answer. */
function measured(credit: Credit, cell = "exact copy") {
  const pair = pairOfCell(cell, 3);
  const next = creditedRounds(pair, { credit, questions: 1 }, Generator.from("credit", JSON.stringify(credit), cell));
  const sums = pair.champion.spec.skills.map(() => ({ own: 0, gain: 0, square: 0, values: new Set<number>() }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { champion, challenger } = next();
    for (const [env, sum] of sums.entries()) {
      const gain = (challenger[env]! - champion![env]!) / 1000;
      sum.own += champion![env]! / 1000 / ROUNDS;
      sum.gain += gain / ROUNDS;
      sum.square += gain ** 2 / ROUNDS;
      sum.values.add(champion![env]!);
    }
  }
  return { sums, skills: pair.champion.spec.skills };
}

describe("partial credit", () => {
  test.each([
    { steps: 6, width: 0.5, environments: 3 },
    { steps: 6, width: 4, environments: 3 },
    { steps: 1, width: 0, environments: 3 },
    { steps: 2, width: 1, environments: 1 },
  ])("law: a skill is the mean reward, and a copy gains nothing: %o", (credit) => {
    const { sums, skills } = measured(credit);
    for (const [env, { own, gain, values }] of sums.entries()) {
      // Four standard errors; floors of thirds and sixths take less than a thousandth.
      expect(Math.abs(own - skills[env]!)).toBeLessThan(4 * Math.sqrt(0.25 / ROUNDS) + 0.001);
      expect(Math.abs(gain)).toBeLessThan(4 * Math.sqrt(0.5 / ROUNDS));
      const isCredited = env >= skills.length - credit.environments;
      expect(values.size).toBe(isCredited ? credit.steps + 1 : 2);
      for (const value of values) expect(Number.isInteger(value) && value >= 0 && value <= 1000).toBe(true);
    }
  });

  test("law: a gain in skill is a gain in reward, and the wider the steps, the less of it is luck", () => {
    const noise = [0, 1, 4].map((width) => {
      const { sums } = measured({ steps: 6, width, environments: 3 }, "+5 all");
      for (const { gain } of sums) expect(Math.abs(gain - 0.05)).toBeLessThan(4 * Math.sqrt(0.5 / ROUNDS) + 0.001);
      return sums.reduce((sum, { square }) => sum + square, 0);
    });
    expect(noise).toEqual(noise.toSorted((a, b) => b - a));
    expect(noise[2]!).toBeLessThan(noise[0]! / 1.5);
  });
});
