import { kinds, need } from "../../core/index.ts";
import { SCORE_SCALE, STAKES } from "./constants.ts";
import { ceilScaledLog } from "./logarithm.ts";
import { mixtureReaches } from "./exponential.ts";
import { logRow } from "./table.ts";

/** How often each value was seen; values are sums of so many scores or differences, in thousandths. */
export type Counts = Iterable<readonly [value: number, count: number]>;

/** What a bound is about. */
export interface BoundedMean {
  /** Scores that a value sums over, environments times questions; the mean is of value / (scores · Q). */
  readonly scores: number;
  /** Least possible mean in basis points: 0 for scores, −10000 for differences. */
  readonly leastBp: number;
  /** 1/α of the miss probability, an integer. */
  readonly level: number;
}

/** More no round has. */
const MOST_SCORES = 1_000_000;
const aboutKind = kinds.shape({
  scores: kinds.between(1, MOST_SCORES),
  leastBp: kinds.between(-10_000, 10_000),
  level: kinds.between(1),
});

/**
 * Lower bound of a mean, in whole basis points, that holds at every look at once with miss probability 1/level
 * (betting: Waudby-Smith and Ramdas, JRSS-B 86, 2024, with a mixture over the stakes): the largest m for which
 * (1/J)·Σ_j Π(1 + λ_j·(value − m)) has reached the level. A stake that could lose more than all counts as lost.
 *
 * @param fromBp a bound that is known already; the search goes upwards from it
 * @throws AffineError `invalid_input` for another kind of argument
 */
export function lowerBoundBp(counts: Counts, about: BoundedMean, fromBp?: number): number {
  const what = "pairs of a value and its count, and { scores, leastBp, level }";
  need(kinds.iterable, counts, "lowerBoundBp", what);
  need(aboutKind, about, "lowerBoundBp", what);
  const most = SCORE_SCALE * about.scores;
  const pairKind = kinds.pair(kinds.between(-most, most), kinds.between(0));
  for (const pair of counts) need(pairKind, pair, "lowerBoundBp", what);
  need(kinds.maybe(kinds.between(-10_000, 10_000)), fromBp, "lowerBoundBp", "a whole number as its third argument");
  return boundFrom(counts, about, fromBp ?? about.leastBp);
}

function boundFrom(counts: Counts, about: BoundedMean, fromBp: number): number {
  const goal = goalOf(about.level);
  let low = fromBp;
  if (!rejects(counts, about, low + 1, goal)) return low;
  let step = 1;
  while (low + step < 10_000 && rejects(counts, about, low + step, goal)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(10_000, low + step);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rejects(counts, about, middle, goal)) low = middle;
    else high = middle;
  }
  return low;
}

const goals = new Map<number, number>();

function goalOf(level: number): number {
  let goal = goals.get(level);
  if (goal === undefined) goals.set(level, (goal = ceilScaledLog(BigInt(level) * BigInt(STAKES), 1n)));
  return goal;
}

function rejects(counts: Counts, { scores }: BoundedMean, meanBp: number, goal: number): boolean {
  const sums = new Float64Array(STAKES);
  for (const [value, count] of counts) {
    const row = logRow(20 * value - 2 * scores * meanBp, scores);
    for (let j = 0; j < STAKES; j += 1) sums[j] = (sums[j] as number) + count * (row[j] as number);
  }
  return mixtureReaches(sums, goal);
}

/** An interval of a mean that holds at all looks at once, basis points. */
export interface AnytimeInterval {
  readonly lowBp: number;
  readonly highBp: number;
}

/** Follows a mean of differences (−Q..Q an environment) and intersects the intervals of all looks. */
export class RunningInterval {
  readonly #about: BoundedMean;
  /** Times each value was seen, at value + #offset; a table since it is written every round, made with the first one. */
  #table: Int32Array | undefined;
  readonly #offset: number;
  readonly #values: number[] = [];
  /** Rounds of which only a least and a greatest value are known, by these. */
  readonly #least = new Map<number, number>();
  readonly #most = new Map<number, number>();
  #lowBp = -10_000;
  #mirroredLowBp = -10_000;

  /** @param scores that each value sums over @param level 1/α, two-sided: each side has half of it. */
  constructor(scores: number, level: number) {
    need(kinds.between(1, MOST_SCORES), scores, "RunningInterval", "the number of scores, and a level");
    need(kinds.between(1), level, "RunningInterval", "the number of scores, and a level");
    this.#about = { scores, leastBp: -10_000, level: 2 * level };
    this.#offset = SCORE_SCALE * scores;
  }

  get #times(): Int32Array {
    return (this.#table ??= new Int32Array(2 * this.#offset + 1));
  }

  /** Rounds that were answered, by value in thousandths. */
  get answered(): ReadonlyMap<number, number> {
    return new Map(this.#values.map((value) => [value, this.#times[value + this.#offset] ?? 0]));
  }

  /** The same and those of which only a least value is known, as that value. */
  get counts(): ReadonlyMap<number, number> {
    const counts = new Map(this.answered);
    for (const [value, count] of this.#least) counts.set(value, (counts.get(value) ?? 0) + count);
    return counts;
  }

  /** A round that was answered. */
  add(value: number): void {
    const place = value + this.#offset;
    const table = this.#times;
    const times = table[place] as number;
    if (times === 0) this.#values.push(value);
    table[place] = times + 1;
  }

  /** A round whose value is known to lie between two: the lower counts for the lower end, the upper for the upper. */
  addBetween(low: number, high: number): void {
    if (low === high) this.add(low);
    else {
      this.#least.set(low, (this.#least.get(low) ?? 0) + 1);
      this.#most.set(high, (this.#most.get(high) ?? 0) + 1);
    }
  }

  /** A round that is missing: the worst for the lower end, nothing for the upper. */
  addMissing(): void {
    this.#least.set(-this.#offset, (this.#least.get(-this.#offset) ?? 0) + 1);
  }

  /** Intersects with the interval of what there is now. */
  look(): void {
    const { lowBp, highBp } = this.now();
    this.#lowBp = lowBp;
    this.#mirroredLowBp = -highBp;
  }

  /** The interval that a look would give; nothing is remembered, so asking changes no later answer. */
  now(): AnytimeInterval {
    const mirrored = [...this.answered, ...this.#most].map(([value, count]) => [-value, count] as const);
    return {
      lowBp: boundFrom(this.counts, this.#about, this.#lowBp),
      highBp: -boundFrom(mirrored, this.#about, this.#mirroredLowBp),
    };
  }

  save() {
    return {
      answered: [...this.answered],
      least: [...this.#least],
      most: [...this.#most],
      lowBp: this.#lowBp,
      mirroredLowBp: this.#mirroredLowBp,
    };
  }

  load({ answered, least, most, lowBp, mirroredLowBp }: ReturnType<RunningInterval["save"]>): void {
    for (const [value, times] of answered) {
      this.#values.push(value);
      this.#times[value + this.#offset] = times;
    }
    for (const [value, times] of least) this.#least.set(value, times);
    for (const [value, times] of most) this.#most.set(value, times);
    this.#lowBp = lowBp;
    this.#mirroredLowBp = mirroredLowBp;
  }

  /** As of the last look. */
  get interval(): AnytimeInterval {
    return { lowBp: this.#lowBp, highBp: -this.#mirroredLowBp };
  }
}
