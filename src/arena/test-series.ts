import type { Challenger } from "./contest-schema.ts";
import { COPY_HIGH_MILLI, copyLowMilli } from "./copy-band.ts";
import type { ArenaPoint, ArenaSeries, ArenaStream } from "./test-schema.ts";

/** Points that a test keeps; with more, every other one is let go of. */
const MOST_POINTS = 2048;

/** The course of one test: a point whenever it changed at a grid block. */
export class TestSeries {
  readonly #streams: ArenaStream[] = [];
  readonly #places = new Map<string, number>();
  #points: ArenaPoint[] = [];
  #everyNth = 1;
  #seen = 0;
  #last: ArenaPoint | undefined;

  /** Takes the test as of a grid block. */
  add(challenger: Challenger, at: { readonly block: number; readonly round: number }): void {
    const point = this.#pointOf(challenger, at);
    if (this.#last?.rounds === point.rounds && this.#last.state === point.state) return;
    this.#last = point;
    if (this.#seen % this.#everyNth === 0) this.#points.push(point);
    this.#seen += 1;
    if (this.#points.length < MOST_POINTS) return;
    this.#points = this.#points.filter((_, place) => place % 2 === 0);
    this.#everyNth *= 2;
  }

  /** A part of it; the newest point is always the last one of the last part. */
  part(id: string, { from, limit }: { readonly from: number; readonly limit: number }): ArenaSeries {
    const newest = this.#last;
    const kept = this.#points.at(-1);
    const all = newest === undefined || kept === newest ? this.#points : [...this.#points, newest];
    const wanted = all.filter(({ block }) => block >= from);
    const points = wanted.slice(0, limit);
    return {
      id,
      streams: [...this.#streams],
      points,
      copyHighMilli: COPY_HIGH_MILLI,
      everyNth: this.#everyNth,
      next: wanted[limit]?.block ?? null,
    };
  }

  #pointOf(challenger: Challenger, { block, round }: { block: number; round: number }): ArenaPoint {
    const { wealth, futility, rounds, state, meanGain, gains } = challenger;
    const places = [...wealth, ...futility].map((stream) => ({ ...stream, place: this.#placeOf(stream) }));
    const wealthMilli = new Array<number | null>(this.#streams.length).fill(null);
    const levelMilli = new Array<number | null>(this.#streams.length).fill(null);
    for (const stream of places) {
      wealthMilli[stream.place] = stream.wealthMilli;
      levelMilli[stream.place] = stream.levelMilli;
    }
    return {
      ...{ block, round, rounds, state, wealthMilli, levelMilli },
      copyLowMilli: copyLowMilli(rounds),
      meanGain: meanGain === null ? null : [meanGain.lowBp, meanGain.highBp],
      gains: Object.fromEntries(Object.entries(gains).map(([env, { lowBp, highBp }]) => [env, [lowBp, highBp]])),
    };
  }

  #placeOf({ stream, environment }: ArenaStream): number {
    const key = `${stream}/${environment ?? ""}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#streams.length);
    this.#streams.push({ stream, environment });
    return this.#streams.length - 1;
  }
}
