import type { Linked } from "./linked.ts";
import type { Links } from "./links.ts";
import { PARTS, type Guide } from "./prices.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** How a guided choice ranks what it may take next. */
export interface Style {
  /** Sixteenths of a bonus that count when its other item is sure to be chosen. */
  readonly promise: number;
  /** What an item is worth more when it is sure to be chosen. */
  readonly lean: number;
  /** By what is worth most for its price, instead of most more than it. */
  readonly forPrice: boolean;
}

const OPEN = 0;
const TAKEN = 1;
const LEFT_OUT = 2;
/** Less often than one time in so many an item is taken by chance: nothing is promised for it. */
const SELDOM = 5;

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
  readonly #bonuses: Links;
  readonly #excludes: Links;
  /** By item: all that it needs, itself left out. */
  readonly #needs: Links;
  readonly #state: Uint8Array;
  /** What may still be taken, the first of these; others may have been taken or left out since. */
  readonly #open: Int32Array;
  #opened = 0;
  /** What the next item is chosen by: a hundred times the parts that it is worth. */
  readonly #worth: Float64Array;
  /** One more than it is. */
  readonly #price: Float64Array;
  /** In a hundred, how its worth is off. */
  readonly #factor: Float64Array;
  /** Sixteenths of a bonus that count for the other item, by how likely an item is. */
  readonly #promised: Float64Array;
  readonly #gain: Float64Array;
  #leftOfFirst = 0;
  #leftOfSecond = 0;
  /** What is being looked at, with all that it needs. */
  #lookedWorth = 0;
  #lookedPrice = 0;

  constructor({ count, budgets, values, firsts, seconds, bonuses, excludes, allNeeds }: Linked) {
    [this.#count, this.#budgets, this.#values] = [count, budgets, values];
    [this.#first, this.#second] = [firsts, seconds];
    [this.#bonuses, this.#excludes, this.#needs] = [bonuses, excludes, allNeeds];
    this.#state = new Uint8Array(count);
    const figures = (): Float64Array => new Float64Array(count);
    this.#open = new Int32Array(count);
    [this.#worth, this.#price, this.#factor] = [figures(), figures(), figures()];
    [this.#promised, this.#gain] = [figures(), figures()];
  }

  /** The items of the last choice. */
  items(): number[] {
    return Array.from(this.#state.keys()).filter((item) => this.#state[item] === TAKEN);
  }

  /**
   * Makes a choice; returns how many times something was taken.
   *
   * @param spread how far, in a hundred, the worth of an item may be off
   */
  choose(guide: Guide, style: Style, spread: number, numbers: QuickNumbers): number {
    this.#begin(guide, style, spread, numbers);
    for (let taken = 0; ; taken += 1) {
      const best = this.#best(style.forPrice);
      if (best < 0) return taken;
      const { from, others } = this.#needs;
      for (let at = from[best] as number, end = from[best + 1] as number; at < end; at += 1) {
        if (this.#state[others[at] as number] === OPEN) this.#take(others[at] as number);
      }
      this.#take(best);
    }
  }

  #begin(
    { first, second, likely }: Guide,
    { promise, lean, forPrice }: Style,
    spread: number,
    numbers: QuickNumbers,
  ): void {
    [this.#leftOfFirst, this.#leftOfSecond] = this.#budgets;
    this.value = 0;
    this.#state.fill(OPEN);
    for (let item = 0; item < this.#count; item += 1) {
      const off = spread === 0 ? 0 : numbers.below(spread + 1) + numbers.below(spread + 1) - spread;
      const often = likely[item] as number;
      const price = first * (this.#first[item] as number) + second * (this.#second[item] as number);
      this.#price[item] = price + 1;
      this.#promised[item] = promise * Math.max(0, SELDOM * often - PARTS);
      this.#factor[item] = 100 + off;
      this.#gain[item] = this.#values[item] as number;
      const score = PARTS * (this.#values[item] as number) - (forPrice ? 0 : price);
      this.#worth[item] = score * (100 + off) + 100 * lean * often + lean * PARTS * off;
      this.#open[item] = item;
    }
    this.#opened = this.#count;
    for (let item = 0; item < this.#count; item += 1) this.#promise(item, 1);
  }

  /** What an item that may still come adds to what its partners are worth. */
  #promise(item: number, by: 1 | -1): void {
    const { from, others, parts } = this.#bonuses;
    const promised = this.#promised[item] as number;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const partner = others[at] as number;
      const more = by * Math.floor((promised * (parts[at] as number)) / (16 * SELDOM));
      (this.#worth[partner] as number) += more * (this.#factor[partner] as number);
    }
  }

  /** What may be taken and is worth most; -1 for nothing. What does not fit alone never will: it is forgotten. */
  #best(forPrice: boolean): number {
    const [state, open, firsts, seconds] = [this.#state, this.#open, this.#first, this.#second];
    const [worths, prices, needs] = [this.#worth, this.#price, this.#needs.from];
    // A fraction, compared by products: all in integers.
    let [best, most, least] = [-1, 0, 1];
    for (let place = this.#opened - 1; place >= 0; place -= 1) {
      const item = open[place] as number;
      const fits = (firsts[item] as number) <= this.#leftOfFirst && (seconds[item] as number) <= this.#leftOfSecond;
      if (!fits || state[item] !== OPEN) {
        this.#opened -= 1;
        open[place] = open[this.#opened] as number;
        continue;
      }
      this.#lookedWorth = worths[item] as number;
      this.#lookedPrice = prices[item] as number;
      if (needs[item] !== needs[item + 1] && !this.#addNeeds(item)) continue;
      const price = forPrice ? this.#lookedPrice : 1;
      if (best === -1 || this.#lookedWorth * least > most * price) {
        [best, most, least] = [item, this.#lookedWorth, price];
      }
    }
    return best;
  }

  /** Adds what an item needs to what is being looked at; false where all of it does not fit. */
  #addNeeds(item: number): boolean {
    let [first, second] = [this.#first[item] as number, this.#second[item] as number];
    const { from, others } = this.#needs;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const need = others[at] as number;
      if (this.#state[need] === TAKEN) continue;
      if (this.#state[need] === LEFT_OUT) return false;
      first += this.#first[need] as number;
      second += this.#second[need] as number;
      this.#lookedWorth += this.#worth[need] as number;
      this.#lookedPrice += this.#price[need] as number;
    }
    return first <= this.#leftOfFirst && second <= this.#leftOfSecond;
  }

  #take(item: number): void {
    this.#state[item] = TAKEN;
    this.value += this.#gain[item] as number;
    this.#leftOfFirst -= this.#first[item] as number;
    this.#leftOfSecond -= this.#second[item] as number;
    this.#promise(item, -1);
    let { from, others } = this.#bonuses;
    const { parts } = this.#bonuses;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const partner = others[at] as number;
      (this.#gain[partner] as number) += parts[at] as number;
      (this.#worth[partner] as number) += PARTS * (parts[at] as number) * (this.#factor[partner] as number);
    }
    ({ from, others } = this.#excludes);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      const other = others[at] as number;
      if (this.#state[other] !== OPEN) continue;
      this.#state[other] = LEFT_OUT;
      this.#promise(other, -1);
    }
  }
}
