import { expect, test } from "vitest";
import { lowerBoundBp, RunningInterval } from "../../../src/mechanism/index.ts";
import { Generator } from "../kit/generator.ts";
import { difference, pairOf, pairs, SKILLS } from "../kit/outcome-model.ts";
import { isAtMost, report, round, share, times } from "../kit/tier.ts";

test.each([
  ["a copy", 0.7, 0],
  ["5 points better", 0.7, 0.05],
  ["unrelated", 0, 0],
] as const)("law: shown intervals miss at most 5% of the time, at all looks together: %s", (name, r, gain) => {
  const generator = new Generator(11);
  const pair = pairOf(0.5, 0.5 + gain, r);
  const reps = times(60, 3000);
  let missed = 0;
  for (let rep = 0; rep < reps; rep += 1) {
    const running = new RunningInterval(1, 20);
    for (let round = 1; round <= times(600, 1500); round += 1) {
      running.add(difference(generator, pair));
      if (round % 20 === 0) running.look();
    }
    const { lowBp, highBp } = running.interval;
    if (lowBp > 10_000 * gain || highBp < 10_000 * gain) missed += 1;
  }
  const measured = share(missed, reps);
  report(`interval, ${name}: missed`, measured);
  expect(isAtMost(measured, 0.05)).toBe(true);
});

test("table: half-widths of shown intervals after 200, 1,000 and 3,000 rounds", () => {
  // Published: 11.9, 5.2 and 2.95 points, for which models is not stated: one environment with r = .7 gives a tenth less.
  const published = [11.9, 5.2, 2.95];
  const measured = [SKILLS[3].slice(1, 2), SKILLS[3]].map((skills) => {
    const generator = new Generator(13);
    const all = pairs(
      skills,
      skills.map(() => 0),
    );
    const reps = times(6, 100);
    const widths = [0, 0, 0];
    for (let rep = 0; rep < reps; rep += 1) {
      const running = new RunningInterval(skills.length, 20);
      for (let played = 1; played <= 3000; played += 1) {
        running.add(all.reduce((sum, pair) => sum + difference(generator, pair), 0));
        if (played % 20 === 0) running.look();
        const { lowBp, highBp } = running.interval;
        const at = [200, 1000, 3000].indexOf(played);
        if (at >= 0) widths[at]! += (highBp - lowBp) / 200 / reps;
      }
    }
    return widths.map((width) => round(width));
  });
  report("half-widths in points: one environment, mean of three", measured);
  for (const [at, width] of measured[0]!.entries()) {
    expect(Math.abs(width / published[at]! - 1)).toBeLessThan(0.15);
    // The mean of three environments varies less.
    expect(measured[1]![at]).toBeLessThan(0.7 * width);
  }
});

test("law: an anchor is above the champion's true skill in at most 1% of reigns", () => {
  const generator = new Generator(12);
  const reps = times(300, 8000);
  let above = 0;
  for (let rep = 0; rep < reps; rep += 1) {
    let right = 0;
    for (let round = 0; round < 1000; round += 1) if (generator.next() < 0.6) right += 1;
    const counts = new Map([
      [1000, right],
      [0, 1000 - right],
    ]);
    if (lowerBoundBp(counts, { scores: 1, leastBp: 0, level: 100 }) > 6000) above += 1;
  }
  const measured = share(above, reps);
  report("anchor above the truth", measured);
  expect(isAtMost(measured, 0.01)).toBe(true);
});
