import { byWorth } from "./greedy.ts";
import type { Problem } from "./problem.ts";

/** The best choice, by its items in order of their numbers, and the nodes of the search. */
export interface Optimum {
  readonly value: number;
  readonly items: readonly number[];
  readonly nodes: number;
}

/** Prices of the bound that are tried, in sixteenths of what an item is worth for its cost on average. */
const PRICES = [0, 4, 6, 8, 10, 11, 12, 13, 14, 16, 18, 20, 24];
const SIXTEENTHS = 16;

/**
 * Depth-first branch and bound over items in order of their worth. A node's bound is that of Lagrange: budgets that are
 * left, at a price, and for every item that is undecided what it may be worth more than its price. All in integers.
 *
 * @param worth.above only choices that are worth more than this are looked for
 * @param worth.wanted what the optimum is known to be worth: the first choice that is worth so much ends the search
 * @returns `null` when more than `nodes` nodes would be needed, or no choice is worth more than `above`.
 */
export function optimumOf(
  problem: Problem,
  nodes: number,
  worth: { readonly above?: number; readonly wanted?: number } = {},
): Optimum | null {
  const { wanted = Infinity, above = wanted === Infinity ? 0 : wanted - 1 } = worth;
  const search = new Search(problem, nodes, above, wanted);
  const ended = search.from(0, 0);
  const found = search.found();
  return ended && found.value > above ? found : null;
}

/** Prices of the two budgets, in sixteenths of a price that makes items worth about nothing, and what they make of each place. */
interface Prices {
  readonly first: number;
  readonly second: number;
  readonly ofPlaces: Float64Array;
}

class Search {
  readonly #order: readonly number[];
  readonly #limit: number;
  readonly #wanted: number;
  readonly #left: [number, number];
  readonly #firstCost: Float64Array;
  readonly #secondCost: Float64Array;
  /** By place in the order: what taking it adds, bonuses with earlier items that were not left out included. */
  readonly #worth: Float64Array;
  readonly #excludes: readonly (readonly number[])[];
  readonly #needs: readonly (readonly number[])[];
  readonly #neededBy: readonly (readonly number[])[];
  /** Bonuses of a place with later ones. */
  readonly #bonuses: readonly (readonly (readonly [number, number])[])[];
  readonly #prices: readonly Prices[];
  readonly #scale: number;
  readonly #taken: boolean[];
  /** How many taken items exclude a place, and how many need it. */
  readonly #blocked: Int32Array;
  readonly #forced: Int32Array;
  #nodes = 0;
  #best = 0;
  #bestItems: readonly number[] = [];

  constructor(problem: Problem, limit: number, above: number, wanted: number) {
    const { items, budgets } = problem;
    this.#order = byWorth(problem);
    const place = new Map(this.#order.map((item, at) => [item, at]));
    const at = (item: number): number => place.get(item) as number;
    const lists = (): number[][] => items.map(() => []);
    this.#limit = limit;
    this.#wanted = wanted;
    this.#best = above;
    this.#left = [budgets[0], budgets[1]];
    this.#firstCost = Float64Array.from(this.#order, (item) => items[item]?.costs[0] ?? 0);
    this.#secondCost = Float64Array.from(this.#order, (item) => items[item]?.costs[1] ?? 0);
    this.#worth = Float64Array.from(this.#order, (item) => items[item]?.value ?? 0);
    const [excludes, needs, neededBy] = [lists(), lists(), lists()];
    for (const [a, b] of problem.excludes) {
      excludes[at(a)]?.push(at(b));
      excludes[at(b)]?.push(at(a));
    }
    for (const [a, b] of problem.needs) {
      needs[at(a)]?.push(at(b));
      neededBy[at(b)]?.push(at(a));
    }
    const bonuses: [number, number][][] = items.map(() => []);
    for (const [a, b, more] of problem.bonuses) {
      const [first, second] = [Math.min(at(a), at(b)), Math.max(at(a), at(b))];
      bonuses[first]?.push([second, more]);
      this.#worth[second] = (this.#worth[second] as number) + more;
    }
    [this.#excludes, this.#needs, this.#neededBy, this.#bonuses] = [excludes, needs, neededBy, bonuses];
    this.#taken = items.map(() => false);
    this.#blocked = new Int32Array(items.length);
    this.#forced = new Int32Array(items.length);
    const total = this.#worth.reduce((sum, worth) => sum + worth, 0);
    const costs = [0, 1].map((of) => items.reduce((sum, item) => sum + (item.costs[of] as number), 0));
    // total / costs is what a unit of a budget is worth on average, in whole numbers over the scale.
    this.#scale = SIXTEENTHS * (costs[0] as number) * (costs[1] as number);
    this.#prices = this.#cheapest(
      PRICES.flatMap((first) =>
        PRICES.map((second) =>
          this.#priced(first * total * (costs[1] as number), second * total * (costs[0] as number)),
        ),
      ),
    );
  }

  found(): Optimum {
    const items = this.#bestItems.map((at) => this.#order[at] as number).sort((a, b) => a - b);
    return { value: this.#best, items, nodes: this.#nodes };
  }

  /** Searches what can be made of the places from `at` on; false when there were too many nodes. */
  from(at: number, value: number): boolean {
    if (this.#best >= this.#wanted) return true;
    this.#nodes += 1;
    if (this.#nodes > this.#limit) return false;
    if (at === this.#order.length) {
      if (value > this.#best) {
        this.#best = value;
        this.#bestItems = this.#taken.flatMap((is, place) => (is ? [place] : []));
      }
      return true;
    }
    if (!this.#mayBeat(at, value)) return true;
    return this.#withIt(at, value) && this.#withoutIt(at, value);
  }

  #withIt(at: number, value: number): boolean {
    for (const need of this.#needs[at] as readonly number[]) if (need < at && this.#taken[need] !== true) return true;
    const fits = (this.#firstCost[at] as number) <= this.#left[0] && (this.#secondCost[at] as number) <= this.#left[1];
    if (!fits || this.#blocked[at] !== 0) return true;
    this.#take(at, 1);
    const ended = this.from(at + 1, value + (this.#worth[at] as number));
    this.#take(at, -1);
    return ended;
  }

  #take(at: number, by: 1 | -1): void {
    this.#left[0] -= by * (this.#firstCost[at] as number);
    this.#left[1] -= by * (this.#secondCost[at] as number);
    for (const other of this.#excludes[at] as readonly number[]) (this.#blocked[other] as number) += by;
    for (const need of this.#needs[at] as readonly number[]) (this.#forced[need] as number) += by;
    this.#taken[at] = by === 1;
  }

  #withoutIt(at: number, value: number): boolean {
    if (this.#forced[at] !== 0) return true;
    this.#leave(at, 1);
    const ended = this.from(at + 1, value);
    this.#leave(at, -1);
    return ended;
  }

  #leave(at: number, by: 1 | -1): void {
    for (const [later, more] of this.#bonuses[at] as readonly (readonly [number, number])[]) {
      (this.#worth[later] as number) -= by * more;
    }
    for (const user of this.#neededBy[at] as readonly number[]) (this.#blocked[user] as number) += by;
  }

  #mayBeat(at: number, value: number): boolean {
    const missing = (this.#best - value) * this.#scale;
    for (const price of this.#prices) if (this.#bound(at, price) <= missing) return false;
    return true;
  }

  #priced(first: number, second: number): Prices {
    const ofPlaces = this.#firstCost.map((cost, place) => first * cost + second * (this.#secondCost[place] as number));
    return { first, second, ofPlaces };
  }

  /** Above what the undecided places can add, times the scale. */
  #bound(at: number, { first, second, ofPlaces }: Prices): number {
    const [worth, blocked, scale] = [this.#worth, this.#blocked, this.#scale];
    let bound = first * this.#left[0] + second * this.#left[1];
    for (let place = at; place < ofPlaces.length; place += 1) {
      if ((blocked[place] as number) > 0) continue;
      const more = (worth[place] as number) * scale - (ofPlaces[place] as number);
      if (more > 0) bound += more;
    }
    return bound;
  }

  /** The three prices with the lowest bounds at the root. */
  #cheapest(prices: readonly Prices[]): readonly Prices[] {
    return prices
      .map((price, at) => ({ price, at, bound: this.#bound(0, price) }))
      .sort((a, b) => a.bound - b.bound || a.at - b.at)
      .slice(0, 3)
      .map(({ price }) => price);
  }
}
