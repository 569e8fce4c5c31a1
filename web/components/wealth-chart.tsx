import type { ArenaSeries } from "../../src/arena/test-schema.ts";
import { nameOf, plural, wealth } from "../format.ts";
import { leadingPlace, scaleOf, LEFT, RIGHT, HEIGHT, WIDTH, wealthLine, type WealthLine } from "./wealth-scale.ts";

/** A line of the race: a test's course, and what it is called. */
export interface Racer {
  readonly series: ArenaSeries;
  readonly model: string;
  readonly uid: number;
}

/**
 * The wealth race: rounds across, wealth as a power of ten upwards; one line a challenger, a dashed one at the level that
 * crowns, a band that an exact copy of the champion stays in with 95%.
 *
 * @param racers the first one's level and band are drawn; at most eight lines have colours of their own
 */
export function WealthChart({ racers }: { racers: readonly Racer[] }) {
  const lines = racers.flatMap(({ series, model, uid }) => {
    const place = leadingPlace(series);
    const points = wealthLine(series, place);
    // A line needs more than the point where all begin.
    return (points.at(-1)?.rounds ?? 0) === 0 ? [] : [{ points, series, place, name: nameOf(model, 40), uid }];
  });
  const [first] = lines;
  if (first === undefined) return <p class="note empty">There is no course yet: no round of it has counted.</p>;
  const scale = scaleOf(lines.map(({ points }) => points));
  const { x, y, ticks, most } = scale;
  const where = first.series.streams[first.place]?.environment ?? "on average";
  const thinned = Math.max(...lines.map(({ series }) => series.everyNth));
  const longest = lines.reduce((long, line) => (line.points.length > long.points.length ? line : long)).points;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={lines.map(sentence).join("; ")}>
        <path class="copy" d={bandPath(longest, scale)} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
              {wealth(tick)}
            </text>
          </g>
        ))}
        <path class="level" d={pathOf(first.points.map(({ rounds, level }) => [x(rounds), y(level)]))} />
        {lines.map(({ points, uid }, at) => (
          <path
            key={uid}
            class={`line racer-${at % 8}`}
            d={pathOf(points.map((point) => [x(point.rounds), y(point.wealth)]))}
          />
        ))}
        {lines.map(({ points, uid }, at) => {
          const last = points.at(-1);
          return (
            last !== undefined && (
              <circle key={uid} class={`dot racer-${at % 8}`} cx={x(last.rounds)} cy={y(last.wealth)} r="4" />
            )
          );
        })}
        <text x={LEFT} y={HEIGHT - 8}>
          0
        </text>
        <text x={RIGHT} y={HEIGHT - 8} text-anchor="end">
          {plural(most, "round")}
        </text>
      </svg>
      {lines.length > 1 && (
        <ul class="legend">
          {lines.map(({ name, uid, points }, at) => (
            <li key={uid}>
              <svg viewBox="0 0 24 8" aria-hidden="true">
                <path class={`line racer-${at % 8}`} d="M1 4H23" />
              </svg>
              {name} <small>uid {uid}</small> <small>wealth {wealth(points.at(-1)?.wealth ?? 0)}</small>
            </li>
          ))}
        </ul>
      )}
      <figcaption>
        Wealth of the bet that it is better{" "}
        {lines.length > 1 ? "where it is furthest" : where === "on average" ? where : `in ${where}`}. Dashed: the level
        that crowns. Grey: where an exact copy of the champion stays at every look, in 95 of 100 tests.
        {thinned > 1 && ` Every ${thinned}th point is shown.`}
      </figcaption>
    </figure>
  );
}

function sentence({ name, points }: { readonly name: string; readonly points: readonly WealthLine[] }): string {
  const last = points.at(-1);
  if (last === undefined) return name;
  return `${name}: wealth ${wealth(last.wealth)} of ${wealth(last.level)} after ${plural(last.rounds, "round")}`;
}

/** The band along the points of the longest line: its upper bound is the same at all, its lower one falls. */
function bandPath(points: readonly WealthLine[], { x, y }: ReturnType<typeof scaleOf>): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "";
  const below = points.toReversed().map(({ rounds, copyLow }): [number, number] => [x(rounds), y(copyLow)]);
  return `${pathOf([[x(0), y(first.copyHigh)], [x(last.rounds), y(first.copyHigh)], ...below, [x(0), y(first.copyLow)]])}Z`;
}

function pathOf(places: readonly (readonly [number, number])[]): string {
  return places.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
