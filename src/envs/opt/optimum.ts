import { Links } from "./links.ts";
import { PARTS, pricesOf, worthAt, type Prices } from "./prices.ts";
import type { Problem } from "./problem.ts";

/** The best choice, by its items in order of their numbers, and the nodes of the search. */
export interface Optimum {
  readonly value: number;
  readonly items: readonly number[];
  readonly nodes: number;
}

/**
 * Depth-first branch and bound over items in order of what they are worth at the prices of the root. A node's bound is
 * Lagrange's: budgets that are left and exclusions that are open, at their prices, and for every item that is undecided what
 * it may be worth more than its price. All in integers.
 *
 * @param worth.above only choices that are worth more than this are looked for
 * @param worth.prices of the root, if they are known
 * @param worth.wanted what the optimum is known to be worth: the first choice that is worth so much ends the search
 * @returns `null` when more than `nodes` nodes would be needed, or no choice is worth more than `above`.
 */
export function optimumOf(
  problem: Problem,
  nodes: number,
  worth: { readonly above?: number; readonly wanted?: number; readonly prices?: Prices } = {},
): Optimum | null {
  const { wanted = Infinity, above = wanted === Infinity ? 0 : wanted - 1, prices = pricesOf(problem, above) } = worth;
  const search = new Search(problem, prices, nodes, above, wanted);
  const ended = search.from(0, 0);
  const found = search.found();
  return ended && found.value > above ? found : null;
}

const UNDECIDED = 0;
const TAKEN = 1;
const LEFT_OUT = 2;

class Search {
  readonly #limit: number;
  readonly #wanted: number;
  readonly #order: Int32Array;
  readonly #values: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #priceOfFirst: number;
  readonly #priceOfSecond: number;
  /** What an item may be worth more than its price: as long as it is undecided, and its partners as they are. */
  readonly #worth: Float64Array;
  /** Bonuses, with the other one's share; and exclusions and needs, with their prices. */
  readonly #bonuses: Links;
  readonly #wholes: Links;
  readonly #excludes: Links;
  readonly #needs: Links;
  readonly #neededBy: Links;
  readonly #state: Uint8Array;
  /** Bonuses with taken items, in parts. */
  readonly #gained: Float64Array;
  /** How many forbid an item (taken ones that exclude it, needs that are left out), and how many taken ones need it. */
  readonly #blocked: Int32Array;
  readonly #forced: Int32Array;
  /** How many times taken items need one that is undecided. */
  #owed = 0;
  /** Prices of the exclusions both of whose items are undecided. */
  #open: number;
  #leftOfFirst: number;
  #leftOfSecond: number;
  #nodes = 0;
  #best: number;
  #bestItems: readonly number[] = [];

  constructor(problem: Problem, prices: Prices, limit: number, above: number, wanted: number) {
    const { items, budgets, bonuses, excludes, needs } = problem;
    this.#worth = worthAt(problem, prices);
    const worth = this.#worth.slice();
    [this.#limit, this.#wanted, this.#best] = [limit, wanted, above];
    [this.#leftOfFirst, this.#leftOfSecond] = budgets;
    [this.#priceOfFirst, this.#priceOfSecond] = [prices.first, prices.second];
    this.#values = Float64Array.from(items, ({ value }) => value);
    this.#first = Float64Array.from(items, ({ costs }) => costs[0]);
    this.#second = Float64Array.from(items, ({ costs }) => costs[1]);
    const order = items.map((_, at) => at).sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b);
    this.#order = Int32Array.from(order);
    const [shared, whole, against, needed, needing]: number[][] = [[], [], [], [], []];
    for (let at = 0; at < bonuses.length; at += 1) {
      const [a, b, more] = bonuses[at] as readonly [number, number, number];
      const share = prices.shares[at] as number;
      shared?.push(a, b, PARTS * more - share, b, a, share);
      whole?.push(a, b, PARTS * more, b, a, PARTS * more);
    }
    for (let at = 0; at < excludes.length; at += 1) {
      const [a, b] = excludes[at] as readonly [number, number];
      const price = prices.excludes[at] as number;
      against?.push(a, b, price, b, a, price);
    }
    for (let at = 0; at < needs.length; at += 1) {
      const [a, b] = needs[at] as readonly [number, number];
      const price = prices.needs[at] as number;
      needed?.push(a, b, price);
      needing?.push(b, a, price);
    }
    const count = items.length;
    [this.#bonuses, this.#wholes] = [new Links(count, shared ?? []), new Links(count, whole ?? [])];
    this.#excludes = new Links(count, against ?? []);
    [this.#needs, this.#neededBy] = [new Links(count, needed ?? []), new Links(count, needing ?? [])];
    this.#open = prices.excludes.reduce((sum, one) => sum + one, 0);
    this.#state = new Uint8Array(count);
    this.#gained = new Float64Array(count);
    this.#blocked = new Int32Array(count);
    this.#forced = new Int32Array(count);
  }

  found(): Optimum {
    return { value: this.#best, items: this.#bestItems, nodes: this.#nodes };
  }

  /** Searches what can be made of the items from `at` on in the order; false when there were too many nodes. */
  from(at: number, value: number): boolean {
    if (this.#best >= this.#wanted) return true;
    this.#nodes += 1;
    if (this.#nodes > this.#limit) return false;
    if (at === this.#order.length) {
      if (value > this.#best) {
        this.#best = value;
        this.#bestItems = Array.from(this.#state.keys()).filter((item) => this.#state[item] === TAKEN);
      }
      return true;
    }
    if (!this.#mayBeat(at, value)) return true;
    const item = this.#order[at] as number;
    // What is worth more than its price is taken first; else it is left out first.
    return (this.#worth[item] as number) > 0 || this.#forced[item] !== 0
      ? this.#withIt(item, at, value) && this.#withoutIt(item, at, value)
      : this.#withoutIt(item, at, value) && this.#withIt(item, at, value);
  }

  #withIt(item: number, at: number, value: number): boolean {
    const fits =
      (this.#first[item] as number) <= this.#leftOfFirst && (this.#second[item] as number) <= this.#leftOfSecond;
    if (this.#blocked[item] !== 0 || !fits) return true;
    const more = (this.#values[item] as number) + (this.#gained[item] as number) / PARTS;
    this.#take(item, 1);
    const ended = this.from(at + 1, value + more);
    this.#take(item, -1);
    return ended;
  }

  #withoutIt(item: number, at: number, value: number): boolean {
    if (this.#forced[item] !== 0) return true;
    this.#leave(item, 1);
    const ended = this.from(at + 1, value);
    this.#leave(item, -1);
    return ended;
  }

  /** Whether any choice from here on can be worth more than the best one: items that do not fit any more count nothing. */
  #mayBeat(at: number, value: number): boolean {
    const [order, worth, blocked, forced] = [this.#order, this.#worth, this.#blocked, this.#forced];
    const [firsts, seconds, first, second] = [this.#first, this.#second, this.#leftOfFirst, this.#leftOfSecond];
    let bound = this.#priceOfFirst * first + this.#priceOfSecond * second + this.#open;
    bound -= PARTS * (this.#best + 1 - value);
    const mayEnd = this.#owed === 0;
    for (let place = at; place < order.length; place += 1) {
      // What is still to come only adds.
      if (mayEnd && bound >= 0) return true;
      const item = order[place] as number;
      const must = forced[item] !== 0;
      if (blocked[item] !== 0 || (firsts[item] as number) > first || (seconds[item] as number) > second) {
        if (must) return false;
        continue;
      }
      const more = worth[item] as number;
      if (more > 0 || must) bound += more;
    }
    return bound >= 0;
  }

  /** Prices of constraints with what is decided already are no longer in anybody's worth: they are passed over. */
  #take(item: number, by: 1 | -1): void {
    const [worth, state] = [this.#worth, this.#state];
    this.#leftOfFirst -= by * (this.#first[item] as number);
    this.#leftOfSecond -= by * (this.#second[item] as number);
    state[item] = by === 1 ? TAKEN : UNDECIDED;
    this.#owed -= by * (this.#forced[item] as number);
    // The other one now has all of the bonus.
    let { from, others, parts } = this.#bonuses;
    const wholes = this.#wholes.parts;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const other = others[at] as number;
      (worth[other] as number) += by * ((wholes[at] as number) - (parts[at] as number));
      (this.#gained[other] as number) += by * (wholes[at] as number);
    }
    ({ from, others, parts } = this.#excludes);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const other = others[at] as number;
      (this.#blocked[other] as number) += by;
      if (state[other] === UNDECIDED) this.#open -= by * (parts[at] as number);
    }
    ({ from, others, parts } = this.#needs);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const need = others[at] as number;
      (this.#forced[need] as number) += by;
      if (state[need] !== UNDECIDED) continue;
      this.#owed += by;
      (worth[need] as number) -= by * (parts[at] as number);
    }
    ({ from, others, parts } = this.#neededBy);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const user = others[at] as number;
      if (state[user] === UNDECIDED) (worth[user] as number) += by * (parts[at] as number);
    }
  }

  #leave(item: number, by: 1 | -1): void {
    const [worth, state] = [this.#worth, this.#state];
    state[item] = by === 1 ? LEFT_OUT : UNDECIDED;
    let { from, others, parts } = this.#bonuses;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      (worth[others[at] as number] as number) -= by * (parts[at] as number);
    }
    ({ from, others, parts } = this.#excludes);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const other = others[at] as number;
      if (state[other] !== UNDECIDED) continue;
      this.#open -= by * (parts[at] as number);
      (worth[other] as number) += by * (parts[at] as number);
    }
    ({ from, others, parts } = this.#needs);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const need = others[at] as number;
      if (state[need] === UNDECIDED) (worth[need] as number) -= by * (parts[at] as number);
    }
    ({ from, others } = this.#neededBy);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      (this.#blocked[others[at] as number] as number) += by;
    }
  }
}
