import { expect, test } from "vitest";
import { lowerBoundBp, RunningInterval } from "../../../src/mechanism/index.ts";
import { Generator } from "../kit/generator.ts";
import { difference, pairOf } from "../kit/outcome-model.ts";
import { isAtMost, report, share, times } from "../kit/tier.ts";

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
    if (lowerBoundBp(counts, { environments: 1, leastBp: 0, level: 100 }) > 6000) above += 1;
  }
  const measured = share(above, reps);
  report("anchor above the truth", measured);
  expect(isAtMost(measured, 0.01)).toBe(true);
});
