import { PARTS, type Guide } from "./prices.ts";
import type { Problem } from "./problem.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** How a guided choice ranks what it may take next. */
export interface Style {
  /** Sixteenths of a bonus that count when its other item is sure to be chosen. */
  readonly promise: number;
  /** What an item is worth more when it is sure to be chosen. */
  readonly lean: number;
  /** By what is worth most for its price, instead of most more than it. */
  readonly forPrice: boolean;
  /** How far, in a hundred, the worth of an item may be off. */
  readonly spread: number;
}

const OPEN = 0;
const TAKEN = 1;
const LEFT_OUT = 2;
/** Less often than this an item is taken by chance: nothing is promised for it. */
const SELDOM = PARTS / 5;

/** By item: the other items of its constraints of one kind. */
function linked(count: number, pairs: readonly (readonly [number, number])[]): Int32Array[] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [item, other] of pairs) lists[item]?.push(other);
  return lists.map((list) => Int32Array.from(list));
}

/**
 * Choices that are made item by item: always the one that is worth most with what is chosen already, its price off, and with a
 * part of the bonuses that are likely to come; with it all that it needs. Every choice keeps all constraints. Typed and kept
 * up to date from item to item, for hundreds of choices of one problem.
 */
export class Guided {
  value = 0;
  readonly #count: number;
  readonly #budgets: readonly [number, number];
  readonly #values: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #partners: readonly Int32Array[];
  readonly #bonuses: readonly Float64Array[];
  readonly #excludes: readonly Int32Array[];
  /** By item: itself and all that it needs. */
  readonly #whole: readonly Int32Array[];
  readonly #state: Uint8Array;
  readonly #score: Float64Array;
  readonly #price: Float64Array;
  readonly #factor: Float64Array;
  readonly #more: Float64Array;
  /** Sixteenths of a bonus that count for the other item, by how likely an item is. */
  readonly #promised: Float64Array;
  readonly #gain: Float64Array;
  #leftOfFirst = 0;
  #leftOfSecond = 0;

  constructor({ items, budgets, excludes, needs, bonuses }: Problem) {
    const count = items.length;
    const both = bonuses.flatMap(([a, b, more]) => [[a, b, more] as const, [b, a, more] as const]);
    this.#count = count;
    this.#budgets = budgets;
    this.#values = Float64Array.from(items, ({ value }) => value);
    this.#first = Float64Array.from(items, ({ costs }) => costs[0]);
    this.#second = Float64Array.from(items, ({ costs }) => costs[1]);
    this.#partners = linked(
      count,
      both.map(([a, b]) => [a, b]),
    );
    this.#bonuses = items.map((_, at) => Float64Array.from(both.filter(([a]) => a === at).map(([, , more]) => more)));
    this.#excludes = linked(
      count,
      excludes.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]),
    );
    const needed = linked(count, needs);
    this.#whole = items.map((_, at) => {
      const whole = new Set([at]);
      for (const item of whole) for (const need of needed[item] as Int32Array) whole.add(need);
      return Int32Array.from(whole);
    });
    this.#state = new Uint8Array(count);
    const figures = (): Float64Array => new Float64Array(count);
    [this.#score, this.#price, this.#factor, this.#more] = [figures(), figures(), figures(), figures()];
    [this.#promised, this.#gain] = [figures(), figures()];
  }

  /** The items of the last choice. */
  items(): number[] {
    return Array.from(this.#state.keys()).filter((item) => this.#state[item] === TAKEN);
  }

  /** Makes a choice; returns how many times something was taken. */
  choose(guide: Guide, style: Style, numbers: QuickNumbers): number {
    this.#begin(guide, style, numbers);
    for (let taken = 0; ; taken += 1) {
      const best = this.#best(style.forPrice);
      if (best < 0) return taken;
      for (const item of this.#whole[best] as Int32Array) if (this.#state[item] === OPEN) this.#take(item);
    }
  }

  #begin({ first, second, likely }: Guide, { promise, lean, forPrice, spread }: Style, numbers: QuickNumbers): void {
    [this.#leftOfFirst, this.#leftOfSecond] = this.#budgets;
    this.value = 0;
    this.#state.fill(OPEN);
    for (let item = 0; item < this.#count; item += 1) {
      const off = spread === 0 ? 0 : numbers.below(spread + 1) + numbers.below(spread + 1) - spread;
      const often = likely[item] as number;
      this.#price[item] = first * (this.#first[item] as number) + second * (this.#second[item] as number);
      this.#promised[item] = promise * Math.max(0, often - SELDOM);
      this.#factor[item] = 100 + off;
      this.#more[item] = 100 * lean * often + lean * PARTS * off;
      this.#gain[item] = this.#values[item] as number;
      this.#score[item] = PARTS * (this.#values[item] as number) - (forPrice ? 0 : (this.#price[item] as number));
    }
    for (let item = 0; item < this.#count; item += 1) this.#promise(item, 1);
  }

  /** What an item that may still come adds to what its partners are worth. */
  #promise(item: number, by: 1 | -1): void {
    const partners = this.#partners[item] as Int32Array;
    const bonuses = this.#bonuses[item] as Float64Array;
    const promised = this.#promised[item] as number;
    for (let at = 0; at < partners.length; at += 1) {
      (this.#score[partners[at] as number] as number) += by * Math.floor((promised * (bonuses[at] as number)) / 16);
    }
  }

  #best(forPrice: boolean): number {
    const [state, firsts, seconds] = [this.#state, this.#first, this.#second];
    let [best, most] = [-1, -Infinity];
    for (let item = 0; item < this.#count; item += 1) {
      if (state[item] !== OPEN) continue;
      const whole = this.#whole[item] as Int32Array;
      let [first, second] = [firsts[item] as number, seconds[item] as number];
      if (first > this.#leftOfFirst || second > this.#leftOfSecond) continue;
      let [score, price] = [this.#worth(item), this.#price[item] as number];
      for (let at = 1; at < whole.length; at += 1) {
        const need = whole[at] as number;
        if (state[need] === TAKEN) continue;
        first += state[need] === OPEN ? (firsts[need] as number) : Infinity;
        second += seconds[need] as number;
        price += this.#price[need] as number;
        score += this.#worth(need);
      }
      if (first > this.#leftOfFirst || second > this.#leftOfSecond) continue;
      const worth = forPrice ? score / (price + 1) : score;
      if (worth > most) [best, most] = [item, worth];
    }
    return best;
  }

  #worth(item: number): number {
    return (this.#score[item] as number) * (this.#factor[item] as number) + (this.#more[item] as number);
  }

  #take(item: number): void {
    this.#state[item] = TAKEN;
    this.value += this.#gain[item] as number;
    this.#leftOfFirst -= this.#first[item] as number;
    this.#leftOfSecond -= this.#second[item] as number;
    this.#promise(item, -1);
    const partners = this.#partners[item] as Int32Array;
    const bonuses = this.#bonuses[item] as Float64Array;
    for (let at = 0; at < partners.length; at += 1) {
      const partner = partners[at] as number;
      (this.#gain[partner] as number) += bonuses[at] as number;
      (this.#score[partner] as number) += PARTS * (bonuses[at] as number);
    }
    for (const other of this.#excludes[item] as Int32Array) {
      if (this.#state[other] !== OPEN) continue;
      this.#state[other] = LEFT_OUT;
      this.#promise(other, -1);
    }
  }
}
