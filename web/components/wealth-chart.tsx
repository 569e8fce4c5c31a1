import type { ArenaSeries } from "../../src/arena/test-schema.ts";
import { count } from "../format.ts";

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 48;
const BOTTOM = 28;
/** Natural logarithm to decimal. */
const LOG10 = Math.LN10 * 1000;

/** The stream of superiority that is furthest at the end of a series. */
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

/**
 * The wealth race of one test: rounds across, wealth as a power of ten upwards; a line at the level that crowns, a band
 * that an exact copy of the champion stays in with 95%.
 */
export function WealthChart({ series, title }: { series: ArenaSeries; title: string }) {
  const place = leadingPlace(series);
  const points = series.points.flatMap(({ rounds, wealthMilli, levelMilli }) => {
    const [wealth, level] = [wealthMilli[place] ?? null, levelMilli[place] ?? null];
    return wealth === null || level === null ? [] : [{ rounds, wealth: wealth / LOG10, level: level / LOG10 }];
  });
  const last = points.at(-1);
  if (last === undefined)
    return <p class="note empty">No look at this test's wealth yet: the first comes after 20 rounds.</p>;
  const copy = series.copyMilli / LOG10;
  const low = Math.max(-12, Math.min(0, ...points.map(({ wealth }) => wealth)));
  const high = Math.max(last.level, copy, ...points.map(({ wealth }) => wealth)) * 1.08;
  const most = Math.max(1, last.rounds);
  const x = (rounds: number): number => LEFT + ((WIDTH - LEFT - 8) * rounds) / most;
  const y = (wealth: number): number => 8 + ((HEIGHT - BOTTOM - 8) * (high - Math.max(low, wealth))) / (high - low);
  const path = points
    .map(({ rounds, wealth }, at) => `${at === 0 ? "M" : "L"}${x(rounds).toFixed(1)} ${y(wealth).toFixed(1)}`)
    .join("");
  const levels = points
    .map(({ rounds, level }, at) => `${at === 0 ? "M" : "L"}${x(rounds).toFixed(1)} ${y(level).toFixed(1)}`)
    .join("");
  const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, at) => Math.ceil(low) + at).filter(
    (tick) => tick % Math.max(1, Math.ceil((high - low) / 6)) === 0,
  );
  const stream = series.streams[place];
  const where = stream?.environment ?? "on average";
  const label = `${title}: wealth ${power(last.wealth)} of ${power(last.level)} after ${count(last.rounds)} rounds, ${where}`;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <rect class="copy" x={LEFT} width={WIDTH - LEFT - 8} y={y(copy)} height={y(low) - y(copy)} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
              {tick === 0 ? "1" : `10${superscript(tick)}`}
            </text>
          </g>
        ))}
        <path class="level" d={levels} />
        <path class="line" d={path} />
        <circle class="dot" cx={x(last.rounds)} cy={y(last.wealth)} r="4" />
        <text x={LEFT} y={HEIGHT - 8}>
          0
        </text>
        <text x={WIDTH - 8} y={HEIGHT - 8} text-anchor="end">
          {count(last.rounds)} rounds
        </text>
      </svg>
      <figcaption>
        Wealth of the bet that it is better {where === "on average" ? where : `in ${where}`}. Dashed: the level that
        crowns. Grey: an exact copy of the champion stays in there in 95 of 100 tests, at every look.
        {series.everyNth > 1 && ` Every ${series.everyNth}th point is shown.`}
      </figcaption>
    </figure>
  );
}

/** `10^3.2`, or `1` for no wealth won or lost. */
function power(log: number): string {
  return `10^${log.toFixed(1)}`;
}

function superscript(value: number): string {
  return String(value).replaceAll(/[-\d]/g, (digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit))));
}
