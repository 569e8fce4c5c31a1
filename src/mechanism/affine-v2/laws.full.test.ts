import { describe, expect, test } from "vitest";
import {
  ChallengeTest,
  lowerBoundBp,
  RunningInterval,
  testTerms,
  type RoundRecord,
  type ValidatorShare,
} from "../index.ts";
import { logRow, streamRow, threshold } from "./table.ts";

/*
 * Statistical laws. Every test prints what it measured with its standard error, and its generator's seed is fixed, so a
 * failure is a finding and not a draw. The outcome model is that of docs/mechanism.md: right iff sqrt(r)·difficulty +
 * sqrt(1−r)·noise < Φ⁻¹(skill); for two models and one question that is a table of four probabilities.
 */

/** xoshiro128**: a fast generator for simulations; nothing that decides uses it. */
class Generator {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#state = Uint32Array.from([seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162]);
    for (let i = 0; i < 20; i += 1) this.next();
  }

  /** 0 ≤ x < 1. */
  next(): number {
    const s = this.#state;
    const result = Math.imul(rotate(Math.imul(s[1]!, 5), 7), 9) >>> 0;
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotate(s[3]!, 11);
    return result / 2 ** 32;
  }
}
const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** Φ by integration of its density (Simpson's rule), for tests. */
function normal(x: number): number {
  if (x < -9) return 0;
  const steps = 400;
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const at = -9 + ((x + 9) * i) / steps;
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp((-at * at) / 2);
  }
  return (sum * (x + 9)) / steps / 3 / Math.sqrt(2 * Math.PI);
}

function quantile(p: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (normal(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}

/** Chances that only the challenger, only the champion, both are right. */
interface Pair {
  gain: number;
  loss: number;
  both: number;
}

function pairOf(champion: number, challenger: number, r: number): Pair {
  const [a, b] = [quantile(champion), quantile(challenger)];
  let both = 0;
  const steps = 400;
  for (let i = 0; i < steps; i += 1) {
    const z = quantile((i + 0.5) / steps);
    both += normal((a - Math.sqrt(r) * z) / Math.sqrt(1 - r)) * normal((b - Math.sqrt(r) * z) / Math.sqrt(1 - r));
  }
  both /= steps;
  // A copy has a mean difference of exactly 0.
  const loss = champion - both;
  return { gain: loss + challenger - champion, loss, both };
}

const SKILLS: Record<number, number[]> = { 3: [0.6, 0.5, 0.4], 5: [0.6, 0.5, 0.4, 0.55, 0.45] };
const pairs = (skills: readonly number[], gains: readonly number[], r = 0.7): Pair[] =>
  skills.map((skill, env) => pairOf(skill, skill + gains[env]!, r));

/** −1000, 0 or 1000. */
function difference(generator: Generator, pair: Pair): number {
  const u = generator.next();
  return u < pair.gain ? 1000 : u < pair.gain + pair.loss ? -1000 : 0;
}

function answers(generator: Generator, all: readonly Pair[]): { champion: number[]; challenger: number[] } {
  const champion: number[] = [];
  const challenger: number[] = [];
  for (const { gain, loss, both } of all) {
    const u = generator.next();
    challenger.push(u < gain || (u >= gain + loss && u < gain + loss + both) ? 1000 : 0);
    champion.push(u >= gain && u < gain + loss + both ? 1000 : 0);
  }
  return { champion, challenger };
}

const equalShares = (count: number): ValidatorShare[] =>
  Array.from({ length: count }, (_, i) => ({ hotkey: `v${i}`, shareBp: Math.floor(10_000 / count) }));

interface Behaviour {
  /** What the first validator records for what happened; honest when left out. */
  liar?: (truth: RoundRecord, state: { free: boolean }) => RoundRecord;
}

function play(
  generator: Generator,
  all: readonly Pair[],
  skills: readonly number[],
  validators: ValidatorShare[],
  behaviour: Behaviour = {},
) {
  const challenge = new ChallengeTest(
    testTerms({
      champion: { sumThousandths: skills.map((skill) => 1e6 * skill), rounds: 1000 },
      crownedBlock: 0,
      block: 60_000,
      anchorsBp: skills.map((skill) => Math.round(1e4 * skill)),
    }),
  );
  const state = { free: false };
  for (let round = 0; challenge.status.state === "open"; round += 1) {
    const owner = validators[Math.floor(generator.next() * validators.length)]!.hotkey;
    const truth: RoundRecord = { kind: "answered", ...answers(generator, all) };
    const record = owner === "v0" && behaviour.liar !== undefined ? behaviour.liar(truth, state) : truth;
    challenge.advance({ round, block: 60_000 + round, validator: owner, validators, record });
  }
  return challenge;
}

const share = (count: number, of: number) => ({ p: count / of, se: Math.sqrt(((count / of) * (1 - count / of)) / of) });
const report = (name: string, figures: unknown): void => {
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
};

describe("copies", () => {
  test("law: P(a copy's wealth ever reaches 1/α) ≤ α for α = .05 and .01, looking every round", () => {
    const generator = new Generator(1);
    const copy = pairs(SKILLS[3]!, [0, 0, 0], 0.8);
    const levels = [20, 100];
    for (const epsBp of [0, 25]) {
      const reached = [0, 0];
      const reps = 2000;
      for (let rep = 0; rep < reps; rep += 1) {
        // The superiority rule at level a: the mean at 2a, or one of three environments at 6a.
        const sums = Array.from({ length: 4 }, () => new Float64Array(6));
        const best = [0, 0, 0, 0];
        for (let round = 0; round < 6000; round += 1) {
          let total = 0;
          for (let env = 0; env < 3; env += 1) {
            const d = difference(generator, copy[env]!);
            total += d;
            add(sums[env]!, streamRow(20 * d - 2 * epsBp, 1), best, env);
          }
          add(sums[3]!, streamRow(20 * total - 6 * epsBp, 3), best, 3);
        }
        for (const [i, level] of levels.entries()) {
          if (best[3]! >= threshold(2 * level) || Math.max(...best.slice(0, 3)) >= threshold(6 * level))
            reached[i]! += 1;
        }
      }
      for (const [i, level] of levels.entries()) {
        const { p, se } = share(reached[i]!, reps);
        report(`copy, eps ${epsBp} bp, alpha ${1 / level}`, { p, se });
        expect(p).toBeLessThanOrEqual(1 / level);
      }
    }
  });

  test("law: P(a copy is ever shown superior) ≤ 1e-5, by importance sampling", () => {
    // Outcomes are drawn under an exponential tilt of one environment or of all, chosen at random, and weighted by the
    // likelihood of the copy against the mixture of all tilts (the balance heuristic).
    const generator = new Generator(2);
    const copy = pairs(SKILLS[3]!, [0, 0, 0], 0.8);
    const tilts = [0.04, 0.08, 0.15, 0.3].flatMap((theta) => [
      [theta, theta, theta],
      [2 * theta, 0, 0],
      [0, 2 * theta, 0],
      [0, 0, 2 * theta],
    ]);
    const normalizer = tilts.map((tilt) =>
      tilt.map((t, env) => {
        const { gain, loss } = copy[env]!;
        return Math.log(1 - gain - loss + gain * Math.exp(t) + loss * Math.exp(-t));
      }),
    );
    // Chances of +1 and of −1 under each tilt.
    const tilted = tilts.map((tilt, i) =>
      tilt.map((t, env): [number, number] => {
        const scale = Math.exp(-normalizer[i]![env]!);
        return [copy[env]!.gain * Math.exp(t) * scale, copy[env]!.loss * Math.exp(-t) * scale];
      }),
    );
    const [whole, single] = [threshold(200_000), threshold(600_000)];
    const reps = 3000;
    let sum = 0;
    let squares = 0;
    for (let rep = 0; rep < reps; rep += 1) {
      const chosen = Math.floor(generator.next() * tilts.length);
      const sums = Array.from({ length: 4 }, () => new Float64Array(6));
      const best = [0, 0, 0, 0];
      const totals = [0, 0, 0];
      let weight = 0;
      for (let round = 1; round <= 12_000 && weight === 0; round += 1) {
        let total = 0;
        for (let env = 0; env < 3; env += 1) {
          const [up, down] = tilted[chosen]![env]!;
          const u = generator.next();
          const d = u < up ? 1000 : u < up + down ? -1000 : 0;
          total += d;
          totals[env]! += d / 1000;
          add(sums[env]!, streamRow(20 * d - 50, 1), best, env);
        }
        add(sums[3]!, streamRow(20 * total - 150, 3), best, 3);
        if (best[3]! < whole && best[0]! < single && best[1]! < single && best[2]! < single) continue;
        const ratios = tilts.map((tilt, i) =>
          tilt.reduce((log, t, env) => log + t * totals[env]! - round * normalizer[i]![env]!, 0),
        );
        weight = tilts.length / ratios.reduce((all, ratio) => all + Math.exp(ratio), 0);
      }
      sum += weight;
      squares += weight * weight;
    }
    const p = sum / reps;
    const se = Math.sqrt((squares / reps - p * p) / reps);
    report("copy at 1e-5 by importance sampling", { p, se, reps });
    expect(p).toBeGreaterThan(0);
    expect(se).toBeLessThan(2e-6);
    expect(p + 3 * se).toBeLessThan(1e-5);
  });

  test("law: drift under the null, adversarial but predictable, gains nothing", () => {
    // The adversary sees its wealth and chooses, before each round, how much it varies; its mean is never above 0.
    const generator = new Generator(3);
    const reps = 3000;
    const goal = threshold(20);
    const styles: Record<string, (near: number) => [gain: number, loss: number]> = {
      "bold when near": (near) => (near > 0.5 ? [0.5, 0.5] : [0.05, 0.05]),
      "timid when near": (near) => (near > 0.5 ? [0.01, 0.01] : [0.4, 0.4]),
      "rests when ahead": (near) => (near > 0.7 ? [0, 0.02] : [0.2, 0.2]),
    };
    for (const [style, choose] of Object.entries(styles)) {
      let reached = 0;
      for (let rep = 0; rep < reps; rep += 1) {
        const sums = new Float64Array(6);
        const best = [0];
        for (let round = 0; round < 2000 && best[0]! < goal; round += 1) {
          const near = Math.max(...sums) / goal;
          const [gain, loss] = choose(near);
          const u = generator.next();
          add(sums, streamRow(u < gain ? 20_000 : u < gain + loss ? -20_000 : 0, 1), best, 0);
        }
        if (best[0]! >= goal) reached += 1;
      }
      const { p, se } = share(reached, reps);
      report(`null, ${style}, alpha .05`, { p, se });
      expect(p).toBeLessThanOrEqual(0.05);
    }
  });
});

function add(sums: Float64Array, row: Float64Array, best: number[], place: number): void {
  for (let j = 0; j < 6; j += 1) {
    sums[j]! += row[j]!;
    if (sums[j]! > best[place]!) best[place] = sums[j]!;
  }
}

describe("decision", () => {
  // P(crown) and mean rounds of docs/mechanism.md, n = 400 here: differences up to 4 standard errors of ours, and 6%.
  const cells: [name: string, gains: number[], crown: number, rounds: number, tests: number][] = [
    ["exact copy", [0, 0, 0], 0, 2904, 400],
    ["-1 all", [-0.01, -0.01, -0.01], 0, 1350, 400],
    ["-15 all", [-0.15, -0.15, -0.15], 0, 50, 400],
    ["+2 all", [0.02, 0.02, 0.02], 0.898, NaN, 400],
    ["+5 all", [0.05, 0.05, 0.05], 1, 1064, 400],
    ["+5 in one", [0.05, 0, 0], 0.992, NaN, 400],
    ["+10 in one", [0.1, 0, 0], 0.997, NaN, 400],
    ["+30 in one, -10 in two", [0.3, -0.1, -0.1], 0, 281, 400],
  ];
  test.each(cells)("table: E = 3, one validator: %s", (name, gains, crown, mean, tests) => {
    const generator = new Generator(10);
    const all = pairs(SKILLS[3]!, gains);
    const played = Array.from({ length: tests }, () => play(generator, all, SKILLS[3]!, equalShares(1)));
    const crowned = share(played.filter((challenge) => challenge.status.state === "candidate").length, tests);
    const rounds = played.map((challenge) => challenge.evaluation.rounds);
    const average = rounds.reduce((a, b) => a + b, 0) / tests;
    const se = Math.sqrt(rounds.reduce((a, b) => a + (b - average) ** 2, 0) / tests / tests);
    report(name, { crown: crowned.p, crownSe: crowned.se, rounds: Math.round(average), roundsSe: Math.round(se) });
    expect(Math.abs(crowned.p - crown)).toBeLessThan(4 * crowned.se + 0.02);
    if (!Number.isNaN(mean)) expect(Math.abs(average - mean)).toBeLessThan(4 * se + 0.06 * mean);
  });

  test("law: shown intervals miss at most 5% of the time, at all looks together", () => {
    const generator = new Generator(11);
    for (const [name, r, gain] of [
      ["copy", 0.7, 0],
      ["+5", 0.7, 0.05],
      ["unrelated", 0, 0],
    ] as const) {
      const pair = pairOf(0.5, 0.5 + gain, r);
      const reps = 1500;
      let missed = 0;
      for (let rep = 0; rep < reps; rep += 1) {
        const running = new RunningInterval(1, 20);
        for (let round = 1; round <= 1500; round += 1) {
          running.add(difference(generator, pair));
          if (round % 20 === 0) running.look();
        }
        const { lowBp, highBp } = running.interval;
        if (lowBp > 10_000 * gain || highBp < 10_000 * gain) missed += 1;
      }
      const { p, se } = share(missed, reps);
      report(`interval, ${name}: missed`, { p, se });
      expect(p).toBeLessThanOrEqual(0.05);
    }
  });

  test("law: an anchor is above the champion's true skill in at most 1% of reigns", () => {
    const generator = new Generator(12);
    const reps = 4000;
    let above = 0;
    for (let rep = 0; rep < reps; rep += 1) {
      const right = Array.from({ length: 1000 }, () => generator.next()).filter((u) => u < 0.6).length;
      const bound = lowerBoundBp(
        new Map([
          [1000, right],
          [0, 1000 - right],
        ]),
        { environments: 1, leastBp: 0, level: 100 },
      );
      if (bound > 6000) above += 1;
    }
    const { p, se } = share(above, reps);
    report("anchor above the truth", { p, se });
    expect(p).toBeLessThanOrEqual(0.01);
    expect(logRow(0, 1)[0]).toBe(0);
  });
});

describe("one validator that lies", () => {
  const forge = (truth: RoundRecord): RoundRecord =>
    truth.kind === "answered"
      ? { ...truth, challenger: truth.challenger.map(() => 1000), champion: truth.challenger.map(() => 0) }
      : truth;
  const block = (truth: RoundRecord): RoundRecord =>
    truth.kind === "answered"
      ? { ...truth, challenger: truth.challenger.map(() => 0), champion: truth.challenger.map(() => 1000) }
      : truth;
  const gainOf = (truth: RoundRecord): number =>
    truth.kind === "answered" ? truth.challenger.reduce((sum, x, env) => sum + x - truth.champion![env]!, 0) : 0;
  /** Drops what is bad for the challenger. */
  const withhold = (truth: RoundRecord): RoundRecord => (gainOf(truth) < 0 ? { kind: "missing" } : truth);
  /** Goes silent until something very good comes, then is silent again: three rounds count, the rest is void. */
  const resume = (truth: RoundRecord): RoundRecord => (gainOf(truth) >= 2000 ? truth : { kind: "missing" });

  test.each([2, 3, 4, 5])("forger: a copy is not crowned, %i validators", (count) => {
    const generator = new Generator(20 + count);
    const tests = 60;
    const copy = pairs(SKILLS[3]!, [0, 0, 0]);
    const played = Array.from({ length: tests }, () =>
      play(generator, copy, SKILLS[3]!, equalShares(count), { liar: forge }),
    );
    const crowned = played.filter((challenge) => challenge.status.state === "candidate").length;
    const found = played.filter((challenge) => challenge.evaluation.excluded.has("v0")).length;
    const wrong = played.filter((challenge) =>
      [...challenge.evaluation.excluded].some((hotkey) => hotkey !== "v0"),
    ).length;
    report(`forger, V = ${count}`, { crowned, found, wrong, of: tests });
    expect([crowned, wrong]).toEqual([0, 0]);
    if (count >= 3) expect(found).toBe(tests);
    else expect(played.every((challenge) => challenge.status.state === "frozen")).toBe(true);
  });

  test.each([3, 4, 5])("blocker: a model 5 points better is crowned all the same, %i validators", (count) => {
    const generator = new Generator(30 + count);
    const tests = 60;
    const better = pairs(SKILLS[3]!, [0.05, 0.05, 0.05]);
    const played = Array.from({ length: tests }, () =>
      play(generator, better, SKILLS[3]!, equalShares(count), { liar: block }),
    );
    const crowned = played.filter((challenge) => challenge.status.state === "candidate").length;
    const rounds = played.reduce((sum, challenge) => sum + challenge.evaluation.rounds, 0) / tests;
    report(`blocker, V = ${count}`, { crowned, of: tests, meanRounds: Math.round(rounds) });
    expect(crowned).toBeGreaterThanOrEqual(0.9 * tests);
  });

  for (const [name, liar] of [
    ["withholder", withhold],
    ["withholder that stops and resumes", resume],
  ] as const) {
    test.each([1, 2, 4])(`${name}: a copy is not crowned, %i validators`, (count) => {
      const generator = new Generator(40 + count);
      const tests = 100;
      const copy = pairs(SKILLS[3]!, [0, 0, 0]);
      const played = Array.from({ length: tests }, () =>
        play(generator, copy, SKILLS[3]!, equalShares(count), { liar }),
      );
      const crowned = played.filter((challenge) => challenge.status.state === "candidate").length;
      report(`${name}, V = ${count}`, { crowned, of: tests });
      expect(crowned).toBe(0);
    });
  }
});
