import type { Generator } from "./generator.ts";

/*
 * The outcome model of docs/mechanism.md, written a second time and without the laboratory: right iff sqrt(r)·difficulty
 * + sqrt(1−r)·noise < Φ⁻¹(skill). For two models and one question that is a table of four probabilities.
 */

/** Φ by integration of its density (Simpson's rule). */
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

const STRATA = 200;
let strata: number[] | undefined;

/** Chances that only the challenger, only the champion, both are right. */
export interface Pair {
  gain: number;
  loss: number;
  both: number;
}

/** Two models of given skills that share r of their luck. */
export function pairOf(champion: number, challenger: number, r: number): Pair {
  const [a, b] = [quantile(champion), quantile(challenger)];
  strata ??= Array.from({ length: STRATA }, (_, i) => quantile((i + 0.5) / STRATA));
  let both = 0;
  for (const z of strata) {
    both += normal((a - Math.sqrt(r) * z) / Math.sqrt(1 - r)) * normal((b - Math.sqrt(r) * z) / Math.sqrt(1 - r));
  }
  both /= STRATA;
  // A copy has a mean difference of exactly 0.
  const loss = champion - both;
  return { gain: loss + challenger - champion, loss, both };
}

/** Skills of the champion in the tables, by number of environments. */
export const SKILLS: Readonly<Record<3 | 5, readonly number[]>> = {
  3: [0.6, 0.5, 0.4],
  5: [0.6, 0.5, 0.4, 0.55, 0.45],
};

/** A pair per environment: a fine-tune with these gains, r = .7 unless given. */
export const pairs = (skills: readonly number[], gains: readonly number[], r = 0.7): Pair[] =>
  skills.map((skill, env) => pairOf(skill, skill + gains[env]!, r));

/** −1000, 0 or 1000. */
export function difference(generator: Generator, pair: Pair): number {
  const u = generator.next();
  return u < pair.gain ? 1000 : u < pair.gain + pair.loss ? -1000 : 0;
}

/** Scores of one round. */
export function answers(generator: Generator, all: readonly Pair[]): { champion: number[]; challenger: number[] } {
  const champion: number[] = [];
  const challenger: number[] = [];
  for (const { gain, loss, both } of all) {
    const u = generator.next();
    challenger.push(u < gain || (u >= gain + loss && u < gain + loss + both) ? 1000 : 0);
    champion.push(u >= gain && u < gain + loss + both ? 1000 : 0);
  }
  return { champion, challenger };
}
