import type { ArenaSeries } from "../../src/arena/test-schema.ts";

export const WIDTH = 720;
export const HEIGHT = 260;
export const LEFT = 48;
export const RIGHT = WIDTH - 8;
const TOP = 8;
const BOTTOM = 28;
/** Thousandths of a natural logarithm to a decimal one. */
const LOG10 = Math.LN10 * 1000;
/** Wealth below 10^-12 is drawn there. */
const LOWEST = -12;

/** A point of a line, decimal logarithms. */
export interface WealthLine {
  readonly rounds: number;
  readonly wealth: number;
  readonly level: number;
  readonly copyLow: number;
  readonly copyHigh: number;
}

/** The stream of superiority that is furthest at the end of a series; -1 without any. */
export function leadingPlace({ streams, points }: ArenaSeries): number {
  const last = points.at(-1);
  let best = -1;
  let most = -Infinity;
  for (const [place, { stream }] of streams.entries()) {
    const [wealth, level] = [last?.wealthMilli[place] ?? null, last?.levelMilli[place] ?? null];
    if (!stream.startsWith("better") || wealth === null || level === null) continue;
    if (wealth / level > most) [best, most] = [place, wealth / level];
  }
  return best;
}

/** A stream's course: exactly the points of the series. */
export function wealthLine({ points, copyHighMilli }: ArenaSeries, place: number): WealthLine[] {
  return points.flatMap(({ rounds, wealthMilli, levelMilli, copyLowMilli }) => {
    const [wealth, level] = [wealthMilli[place] ?? null, levelMilli[place] ?? null];
    if (wealth === null || level === null) return [];
    return [
      {
        ...{ rounds, wealth: wealth / LOG10, level: level / LOG10 },
        ...{ copyLow: copyLowMilli / LOG10, copyHigh: copyHighMilli / LOG10 },
      },
    ];
  });
}

/** Where rounds and wealth lie in the picture. */
export function scaleOf(lines: readonly (readonly WealthLine[])[]) {
  const all = lines.flat();
  const low = Math.max(LOWEST, Math.min(0, ...all.flatMap(({ wealth, copyLow }) => [wealth, copyLow])));
  const high = Math.max(1, ...all.flatMap(({ wealth, level, copyHigh }) => [wealth, level, copyHigh])) * 1.08;
  const most = Math.max(1, ...all.map(({ rounds }) => rounds));
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const whole = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, at) => Math.ceil(low) + at);
  return {
    most,
    ticks: whole.filter((tick) => tick % step === 0),
    x: (rounds: number): number => LEFT + ((RIGHT - LEFT) * rounds) / most,
    y: (wealth: number): number => TOP + ((HEIGHT - BOTTOM - TOP) * (high - Math.max(low, wealth))) / (high - low),
  };
}
