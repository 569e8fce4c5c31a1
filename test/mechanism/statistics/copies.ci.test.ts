import { describe, expect, test } from "vitest";
import { Generator } from "../kit/generator.ts";
import { difference, pairs, SKILLS } from "../kit/outcome-model.ts";
import { isAtMost, report, round, share, times } from "../kit/tier.ts";
import { SuperiorityWealth } from "../kit/wealth.ts";

/*
 * Ville's inequality, measured: for a claim that is false the chance that wealth ever passes 1/α is at most α. Every
 * test prints what it measured with its standard error; seeds are fixed, so a failure is a finding and not a draw.
 */

const COPY = pairs(SKILLS[3], [0, 0, 0], 0.8);

describe("a copy", () => {
  test.each([0, 25])(
    "law: P(ever crossing 1/α) ≤ α for α = .05, .01, with a look every round; eps = %i bp",
    (epsBp) => {
      const generator = new Generator(1);
      const reps = times(150, 4000);
      const reached = new Map([20, 100].map((level) => [level, 0]));
      for (let rep = 0; rep < reps; rep += 1) {
        const wealth = new SuperiorityWealth(3, epsBp);
        for (let at = 0; at < times(2000, 6000); at += 1) wealth.add(COPY.map((pair) => difference(generator, pair)));
        for (const [level, count] of reached) if (wealth.hasReached(level)) reached.set(level, count + 1);
      }
      for (const [level, count] of reached) {
        const measured = share(count, reps);
        report(`copy, eps ${epsBp} bp, α = ${1 / level}: ever crossed`, measured);
        expect(isAtMost(measured, 1 / level)).toBe(true);
      }
    },
  );

  test.each([
    [100_000, "the whole record"],
    [1000, "the record without a liar"],
  ])("law: P(ever crossing %i) ≤ 1 in as many, by importance sampling: %s", (level) => {
    // Outcomes are drawn under an exponential tilt of one environment or of all, chosen at random, and weighted by the
    // likelihood of the copy against the mixture of all tilts (the balance heuristic: Veach and Guibas, 1995).
    const generator = new Generator(2);
    const tilts = [0.04, 0.08, 0.15, 0.3].flatMap((theta) => [
      [theta, theta, theta],
      [2 * theta, 0, 0],
      [0, 2 * theta, 0],
      [0, 0, 2 * theta],
    ]);
    const normalizer = tilts.map((tilt) =>
      tilt.map((t, env) => {
        const { gain, loss } = COPY[env]!;
        return Math.log(1 - gain - loss + gain * Math.exp(t) + loss * Math.exp(-t));
      }),
    );
    // Chances of +1 and of −1 under each tilt.
    const tilted = tilts.map((tilt, i) =>
      tilt.map((t, env): [number, number] => {
        const scale = Math.exp(-normalizer[i]![env]!);
        return [COPY[env]!.gain * Math.exp(t) * scale, COPY[env]!.loss * Math.exp(-t) * scale];
      }),
    );
    const reps = times(400, 6000);
    const differences = [0, 0, 0];
    let sum = 0;
    let squares = 0;
    for (let rep = 0; rep < reps; rep += 1) {
      const chosen = generator.below(tilts.length);
      const wealth = new SuperiorityWealth(3, 25);
      const totals = [0, 0, 0];
      let weight = 0;
      for (let at = 1; at <= 12_000 && weight === 0; at += 1) {
        for (let env = 0; env < 3; env += 1) {
          const [up, down] = tilted[chosen]![env]!;
          const u = generator.next();
          differences[env] = u < up ? 1000 : u < up + down ? -1000 : 0;
          totals[env]! += differences[env]! / 1000;
        }
        wealth.add(differences);
        if (!wealth.hasReached(level)) continue;
        const ratios = tilts.map((tilt, i) =>
          tilt.reduce((log, t, env) => log + t * totals[env]! - at * normalizer[i]![env]!, 0),
        );
        weight = tilts.length / ratios.reduce((all, ratio) => all + Math.exp(ratio), 0);
      }
      sum += weight;
      squares += weight * weight;
    }
    const p = sum / reps;
    const se = Math.sqrt((squares / reps - p * p) / reps);
    report(`copy, α = ${1 / level}, by importance sampling`, { p: round(p), se: round(se), reps });
    expect(p).toBeGreaterThan(0);
    expect(se).toBeLessThan(0.2 / level);
    expect(p + 3 * se).toBeLessThan(1 / level);
  });
});

/** Chances of values in one environment; their mean is never above 0. */
type Outcomes = readonly (readonly [value: number, chance: number])[];

const fair = (chance: number): Outcomes => [
  [1000, chance],
  [-1000, chance],
];
/** Nearly always a hair's breadth lost, now and then all won: 1000·.02 < 21·.98. */
const LOTTERY: Outcomes = [
  [1000, 0.02],
  [-21, 0.98],
];
const LOST: Outcomes = [[-1000, 0.02]];

describe("drift", () => {
  // An adversary sees its wealth and chooses, before each round, how each environment varies; no mean is above 0.
  const styles: Record<string, (near: number, generator: Generator) => readonly [Outcomes, Outcomes, Outcomes]> = {
    "bold when near": (near) => (near > 0.5 ? [fair(0.5), fair(0), fair(0)] : [fair(0.05), fair(0.05), fair(0.05)]),
    "timid when near": (near) => (near > 0.5 ? [fair(0.01), fair(0), fair(0)] : [fair(0.4), fair(0.4), fair(0.4)]),
    "rests when ahead": (near) => (near > 0.7 ? [LOST, fair(0), fair(0)] : [fair(0.2), fair(0.2), fair(0.2)]),
    "lottery when near": (near) => (near > 0.3 ? [LOTTERY, fair(0), fair(0)] : [fair(0.3), fair(0.3), fair(0.3)]),
    "lottery everywhere": () => [LOTTERY, LOTTERY, LOTTERY],
    "another environment each round": (_, generator) => {
      const chosen = generator.below(3);
      const [a, b, c] = [0, 1, 2].map((env) => (env === chosen ? fair(0.5) : fair(0))) as [
        Outcomes,
        Outcomes,
        Outcomes,
      ];
      return [a, b, c];
    },
  };
  test.each(Object.keys(styles))("law: under the null, adversarial but predictable, gains nothing: %s", (style) => {
    const generator = new Generator(3);
    const reps = times(150, 4000);
    let reached = 0;
    for (let rep = 0; rep < reps; rep += 1) {
      const wealth = new SuperiorityWealth(3, 0);
      for (let at = 0; at < times(600, 2000) && !wealth.hasReached(20); at += 1) {
        const chosen = styles[style]!(wealth.nearness(20), generator);
        wealth.add(chosen.map((outcomes) => drawOf(outcomes, generator)));
      }
      if (wealth.hasReached(20)) reached += 1;
    }
    const measured = share(reached, reps);
    report(`null, ${style}, α = .05: ever crossed`, measured);
    expect(isAtMost(measured, 0.05)).toBe(true);
  });
});

function drawOf(outcomes: Outcomes, generator: Generator): number {
  let u = generator.next();
  for (const [value, chance] of outcomes) {
    if (u < chance) return value;
    u -= chance;
  }
  return 0;
}
