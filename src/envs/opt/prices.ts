import type { Problem } from "./problem.ts";

/** Prices are in so many parts of a unit of value. */
export const PARTS = 1024;
/** Budgets count in their distance from being kept as if they were so many times smaller: an exclusion is kept or not. */
const BUDGET_SCALE = 32;
/** Rounds of prices before the exact search; each is a step, as a node of the search is: a sweep over all items. */
export const PRICE_ROUNDS = 150;
/** After so many rounds without a lower bound steps are three quarters as long. */
const PATIENCE = 8;

/**
 * What the constraints cost in Lagrange's bound, in parts: a unit of either budget, each exclusion and each need; and how
 * each bonus is shared out between its two items.
 */
export interface Prices {
  readonly first: number;
  readonly second: number;
  /** By bonus: what the first of its items has of it; the second has the rest. */
  readonly shares: Float64Array;
  readonly excludes: Float64Array;
  readonly needs: Float64Array;
  /** What no choice is worth more than, in parts. */
  readonly bound: number;
}

/** What prices on their way down tell of which items to choose. */
export interface Guide {
  readonly first: number;
  readonly second: number;
  /** By item, in parts of 1: in how many of the last rounds it was worth more than its price, later ones counting more. */
  readonly likely: Float64Array;
}

/** How much of what is likely each round makes anew: one sixteenth. */
const LIKELY_SHIFT = 4;

/** What each item may be worth at these prices, in parts. */
export function worthAt(problem: Problem, prices: Prices): Float64Array {
  return new Descent(problem, prices).worth();
}

/**
 * Prices with a low bound, by subgradient steps in whole numbers: what is broken at these prices becomes dearer, what is
 * kept with room to spare becomes cheaper.
 *
 * @param above what a choice is known to be worth; the nearer to the optimum, the better the steps
 */
export function pricesOf(problem: Problem, above: number): Prices {
  return descended(problem, above, PRICE_ROUNDS, []).prices;
}

/** Prices, and what is known after so many rounds, ascending: as many guides as rounds are asked for. */
export function guidedPricesOf(
  problem: Problem,
  above: number,
  rounds: readonly number[],
): { readonly prices: Prices; readonly guides: readonly Guide[] } {
  return descended(problem, above, rounds.at(-1) ?? 0, rounds);
}

function descended(
  problem: Problem,
  above: number,
  rounds: number,
  told: readonly number[],
): { readonly prices: Prices; readonly guides: readonly Guide[] } {
  const descent = new Descent(problem, openingPrices(problem));
  const guides: Guide[] = [];
  for (let [round, length, since] = [0, PARTS, 0]; round < rounds; round += 1) {
    const bound = descent.bound();
    descent.remember(round === 0);
    if (descent.keepsLowest()) since = 0;
    else if ((since += 1) > PATIENCE) [length, since] = [Math.max(1, (3 * length) >> 2), 0];
    const step = Math.floor((length * (bound - PARTS * above)) / (PARTS * Math.max(1, descent.norm())));
    if (step > 0) descent.step(step);
    if (told.includes(round + 1)) guides.push(descent.guide());
    if (step <= 0 && told.length === 0) break;
  }
  return { prices: descent.lowest, guides };
}

/** Before anything is known of an item: it is as likely chosen as not. */
export function openingGuide(problem: Problem): Guide {
  const { first, second } = openingPrices(problem);
  return { first, second, likely: new Float64Array(problem.items.length).fill(PARTS / 2) };
}

function openingPrices({ items, excludes, needs, bonuses }: Problem): Prices {
  const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
  const half = PARTS * (sum(items.map(({ value }) => value)) + sum(bonuses.map(([, , more]) => more >> 1)));
  return {
    first: Math.floor(half / (2 * Math.max(1, sum(items.map(({ costs }) => costs[0]))))),
    second: Math.floor(half / (2 * Math.max(1, sum(items.map(({ costs }) => costs[1]))))),
    shares: Float64Array.from(bonuses, ([, , more]) => (PARTS * more) / 2),
    excludes: new Float64Array(excludes.length),
    needs: new Float64Array(needs.length),
    bound: Infinity,
  };
}

/** Prices on their way down. Loops by numbers: it has a hundred and fifty rounds for every problem that is drawn. */
class Descent {
  /** Prices with the lowest bound so far. */
  lowest: Prices;
  readonly #problem: Problem;
  #first: number;
  #second: number;
  readonly #shares: Float64Array;
  readonly #excludes: Float64Array;
  readonly #needs: Float64Array;
  readonly #values: Float64Array;
  /** By bonus, in parts. */
  readonly #bonuses: Float64Array;
  readonly #costs: readonly [Float64Array, Float64Array];
  /** Pairs one behind the other: both items of the first, both of the second. */
  readonly #bonusPairs: Int32Array;
  readonly #excludePairs: Int32Array;
  readonly #needPairs: Int32Array;
  readonly #worth: Float64Array;
  readonly #taken: Uint8Array;
  readonly #likely: Float64Array;
  readonly #kept: [number, number] = [0, 0];
  #bound = Infinity;

  constructor(problem: Problem, { first, second, shares, excludes, needs }: Prices) {
    const { items } = problem;
    this.#problem = problem;
    [this.#first, this.#second] = [first, second];
    [this.#shares, this.#excludes, this.#needs] = [shares.slice(), excludes.slice(), needs.slice()];
    this.lowest = {
      first,
      second,
      shares: shares.slice(),
      excludes: excludes.slice(),
      needs: needs.slice(),
      bound: Infinity,
    };
    this.#values = Float64Array.from(items, ({ value }) => PARTS * value);
    this.#bonuses = Float64Array.from(problem.bonuses, ([, , more]) => PARTS * more);
    this.#costs = [
      Float64Array.from(items, ({ costs }) => costs[0]),
      Float64Array.from(items, ({ costs }) => costs[1]),
    ];
    this.#bonusPairs = Int32Array.from(problem.bonuses.flatMap(([a, b]) => [a, b]));
    this.#excludePairs = Int32Array.from(problem.excludes.flatMap(([a, b]) => [a, b]));
    this.#needPairs = Int32Array.from(problem.needs.flatMap(([a, b]) => [a, b]));
    this.#worth = new Float64Array(items.length);
    this.#taken = new Uint8Array(items.length);
    this.#likely = new Float64Array(items.length);
  }

  /** Keeps the prices of the last bound where that is the lowest so far. */
  keepsLowest(): boolean {
    const { shares, excludes, needs, bound } = this.lowest;
    if (this.#bound >= bound) return false;
    shares.set(this.#shares);
    excludes.set(this.#excludes);
    needs.set(this.#needs);
    this.lowest = { first: this.#first, second: this.#second, shares, excludes, needs, bound: this.#bound };
    return true;
  }

  guide(): Guide {
    return { first: this.#first, second: this.#second, likely: this.#likely.slice() };
  }

  /** Counts what the last bound took to what is likely; the first time nothing else is known. */
  remember(isFirst: boolean): void {
    for (let at = 0; at < this.#taken.length; at += 1) {
      const now = PARTS * (this.#taken[at] as number);
      const before = this.#likely[at] as number;
      this.#likely[at] = isFirst ? now : before + ((now - before) >> LIKELY_SHIFT);
    }
  }

  worth(): Float64Array {
    const worth = this.#worth;
    const [costs, more] = this.#costs;
    for (let at = 0; at < worth.length; at += 1) {
      worth[at] =
        (this.#values[at] as number) - this.#first * (costs[at] as number) - this.#second * (more[at] as number);
    }
    const [first, second, third] = [this.#bonusPairs, this.#excludePairs, this.#needPairs];
    for (let at = 0; at < this.#shares.length; at += 1) {
      const share = this.#shares[at] as number;
      (worth[first[2 * at] as number] as number) += share;
      (worth[first[2 * at + 1] as number] as number) += (this.#bonuses[at] as number) - share;
    }
    for (let at = 0; at < this.#excludes.length; at += 1) {
      const price = this.#excludes[at] as number;
      (worth[second[2 * at] as number] as number) -= price;
      (worth[second[2 * at + 1] as number] as number) -= price;
    }
    for (let at = 0; at < this.#needs.length; at += 1) {
      const price = this.#needs[at] as number;
      (worth[third[2 * at] as number] as number) -= price;
      (worth[third[2 * at + 1] as number] as number) += price;
    }
    return worth;
  }

  /** The bound at these prices; takes what is worth more than its price. */
  bound(): number {
    const worth = this.worth();
    let [first, second] = this.#problem.budgets;
    let bound = this.#first * first + this.#second * second;
    for (const price of this.#excludes) bound += price;
    for (let at = 0; at < worth.length; at += 1) {
      const more = worth[at] as number;
      this.#taken[at] = more > 0 ? 1 : 0;
      if (more <= 0) continue;
      bound += more;
      first -= this.#costs[0][at] as number;
      second -= this.#costs[1][at] as number;
    }
    [this.#kept[0], this.#kept[1]] = [first, second];
    this.#bound = bound;
    return bound;
  }

  /** The square of how far all constraints are from being just kept. */
  norm(): number {
    const [first, second] = this.#kept;
    // Products: a language's power of two may be off by a last place.
    let norm = Math.floor((first * first + second * second) / BUDGET_SCALE ** 2);
    const taken = this.#taken;
    let pairs = this.#bonusPairs;
    for (let at = 0; at < pairs.length; at += 2) {
      if (taken[pairs[at] as number] !== taken[pairs[at + 1] as number]) norm += 1;
    }
    pairs = this.#excludePairs;
    for (let at = 0; at < pairs.length; at += 2) {
      const kept = 1 - (taken[pairs[at] as number] as number) - (taken[pairs[at + 1] as number] as number);
      if (kept < 0 || (kept > 0 && (this.#excludes[at >> 1] as number) > 0)) norm += 1;
    }
    pairs = this.#needPairs;
    for (let at = 0; at < pairs.length; at += 2) {
      const kept = (taken[pairs[at + 1] as number] as number) - (taken[pairs[at] as number] as number);
      if (kept < 0 || (kept > 0 && (this.#needs[at >> 1] as number) > 0)) norm += 1;
    }
    return norm;
  }

  step(step: number): void {
    const taken = this.#taken;
    this.#first = Math.max(0, this.#first - Math.floor((step * this.#kept[0]) / BUDGET_SCALE ** 2));
    this.#second = Math.max(0, this.#second - Math.floor((step * this.#kept[1]) / BUDGET_SCALE ** 2));
    let [pairs, prices] = [this.#bonusPairs, this.#shares];
    for (let at = 0; at < prices.length; at += 1) {
      const kept = (taken[pairs[2 * at] as number] as number) - (taken[pairs[2 * at + 1] as number] as number);
      if (kept === 0) continue;
      const share = (prices[at] as number) - step * kept;
      prices[at] = Math.min(this.#bonuses[at] as number, Math.max(0, share));
    }
    [pairs, prices] = [this.#excludePairs, this.#excludes];
    for (let at = 0; at < prices.length; at += 1) {
      const kept = 1 - (taken[pairs[2 * at] as number] as number) - (taken[pairs[2 * at + 1] as number] as number);
      prices[at] = Math.max(0, (prices[at] as number) - step * kept);
    }
    [pairs, prices] = [this.#needPairs, this.#needs];
    for (let at = 0; at < prices.length; at += 1) {
      const kept = (taken[pairs[2 * at + 1] as number] as number) - (taken[pairs[2 * at] as number] as number);
      prices[at] = Math.max(0, (prices[at] as number) - step * kept);
    }
  }
}
