import type { Scene } from "../task/scene.ts";
import type { Limit, StretchGoal } from "../task/task.ts";
import { windowOf, type Window } from "./stretch-window.ts";

interface Bounded {
  readonly window: Window;
  readonly bound: number;
}

/**
 * Number of stretches, or length and position of one. For each right end the left ends that respect the limits of "at
 * most" begin somewhere, those that respect the limits of "at least" end somewhere, and both places only move on; of
 * those between them, an exact limit asks for the ones with the right prefix.
 */
export function solveStretch({ aim, limits, tie }: StretchGoal, scene: Scene): readonly number[] | null {
  const { kept } = scene;
  const most = boundedBy(limits, "AtMost", scene);
  const least = boundedBy(limits, "AtLeast", scene);
  const prefix = prefixOf(limits, scene);
  const places = new Map<number, number[]>();
  const gone = new Map<number, number>();
  let [low, high, dropped, count] = [0, 0, 0, 0];
  let [bestLength, bestFirst] = [0, -1];
  for (let right = 0; right < kept.length; right += 1) {
    for (const { window } of most) window.enter(right);
    for (const { window } of least) window.enter(right);
    while (most.some(({ window, bound }) => window.measure() > bound)) {
      for (const { window } of most) window.leave(low);
      low += 1;
    }
    while (high <= right && least.every(({ window, bound }) => window.measure() >= bound)) {
      for (const { window } of least) window.leave(high);
      const key = prefix.before(high);
      const known = places.get(key);
      if (known === undefined) places.set(key, [high]);
      else known.push(high);
      high += 1;
    }
    for (; dropped < Math.min(low, high); dropped += 1) {
      const key = prefix.before(dropped);
      gone.set(key, (gone.get(key) ?? 0) + 1);
    }
    const key = prefix.wanted(right);
    const starts = places.get(key) ?? [];
    const out = gone.get(key) ?? 0;
    if (starts.length <= out) continue;
    count += starts.length - out;
    const first = (aim === "shortest" ? starts.at(-1) : starts[out]) as number;
    const length = right - first + 1;
    const better = aim === "shortest" ? bestLength - length : length - bestLength;
    if (bestFirst === -1 || better > 0 || (better === 0 && tie === "last")) [bestLength, bestFirst] = [length, first];
  }
  if (aim === "count") return [count];
  return bestFirst === -1 ? null : [bestLength, (kept[bestFirst] as number) + 1];
}

function boundedBy(limits: readonly Limit[], side: string, scene: Scene): Bounded[] {
  return limits.flatMap((limit) =>
    "parameter" in limit && limit.limit.endsWith(side)
      ? [{ window: windowOf(limit, scene), bound: scene.parameter(limit.parameter) }]
      : [],
  );
}

/** A number for each left end, and the one that a right end asks for; all alike where no limit is exact. */
interface Prefix {
  before(left: number): number;
  wanted(right: number): number;
}

function prefixOf(limits: readonly Limit[], scene: Scene): Prefix {
  for (const limit of limits) {
    if (limit.limit === "balance") {
      const [first, second] = [scene.mark(limit.first), scene.mark(limit.second)];
      const sums = prefixSums(scene.kept.map((at) => (first[at] as number) - (second[at] as number)));
      return { before: (left) => sums[left] as number, wanted: (right) => sums[right + 1] as number };
    }
    if (limit.limit === "totalEquals") {
      const sums = prefixSums(scene.values(limit.of));
      const bound = scene.parameter(limit.parameter);
      return { before: (left) => sums[left] as number, wanted: (right) => (sums[right + 1] as number) - bound };
    }
    if (limit.limit === "totalRemainder") {
      const { divisor, rest } = limit;
      const sums = prefixSums(scene.values(limit.of));
      const modulo = (value: number): number => value - Math.floor(value / divisor) * divisor;
      return {
        before: (left) => modulo(sums[left] as number),
        wanted: (right) => modulo((sums[right + 1] as number) - rest),
      };
    }
  }
  return { before: () => 0, wanted: () => 0 };
}

function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) as number) + value);
  return sums;
}
