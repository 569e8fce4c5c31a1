import type { Linked } from "./linked.ts";
import type { Links } from "./links.ts";
import { PARTS } from "./prices.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** What a unit of either budget costs, in parts. */
export interface BudgetPrices {
  readonly first: number;
  readonly second: number;
}

/** An item that was just taken or dropped stays so for so many moves, and up to `more` more. */
const TABU = { least: 4, more: 6 };
/** After so many moves without anything better the search goes back to the best. */
const PATIENCE = 25;
/** How far the worth of a move may be off, in parts either way. */
const OFF = 1200;
const PLACES = 1024;

/**
 * Strategic oscillation (Glover, 1977): as long as the budgets hold, the item that gains most is taken, with what it needs and
 * without what it excludes; where they do not, the one that loses least is dropped with what needs it. What was just moved is left
 * alone for a while. After every move the choice is filled up in one pass. Typed, for thousands of moves of one problem.
 */
export class Oscillation {
  /** What the best choice so far is worth. */
  value = 0;
  readonly #best: Uint8Array;
  readonly #count: number;
  readonly #budgets: readonly [number, number];
  readonly #values: Float64Array;
  readonly #firsts: Float64Array;
  readonly #seconds: Float64Array;
  readonly #bonuses: Links;
  readonly #excludes: Links;
  readonly #needs: Links;
  readonly #neededBy: Links;
  /** Which items are chosen, and what each adds with these. */
  readonly #chosen: Uint8Array;
  readonly #gain: Float64Array;
  #worth = 0;
  #first = 0;
  #second = 0;
  readonly #price: Float64Array;
  readonly #tabu: Int32Array;
  readonly #ranks: Float64Array;
  readonly #closure: Int32Array;
  readonly #saved: { readonly chosen: Uint8Array; readonly gain: Float64Array };

  constructor({ count, budgets, values, firsts, seconds, bonuses, excludes, needs, neededBy }: Linked) {
    [this.#count, this.#budgets, this.#values] = [count, budgets, values];
    [this.#firsts, this.#seconds, this.#bonuses] = [firsts, seconds, bonuses];
    [this.#excludes, this.#needs, this.#neededBy] = [excludes, needs, neededBy];
    this.#best = new Uint8Array(count);
    this.#chosen = new Uint8Array(count);
    this.#gain = new Float64Array(count);
    this.#price = new Float64Array(count);
    this.#tabu = new Int32Array(count);
    this.#ranks = new Float64Array(count);
    this.#closure = new Int32Array(count);
    this.#saved = { chosen: new Uint8Array(count), gain: new Float64Array(count) };
  }

  /** The items of the best choice so far. */
  items(): number[] {
    return Array.from(this.#best.keys()).filter((item) => this.#best[item] === 1);
  }

  /** Forgets what was found. */
  restart(): void {
    this.value = 0;
    this.#best.fill(0);
  }

  /** Fills an empty choice in order of what items are worth, each up to `off` parts less or more; one step. */
  fillFrom(worth: Float64Array, off: number, numbers: QuickNumbers): void {
    this.#clear();
    for (let item = 0; item < this.#count; item += 1) {
      const by = off === 0 ? 0 : numbers.below(2 * off + 1) - off;
      this.#ranks[item] = -((worth[item] as number) + by) * PLACES + item;
    }
    this.#fill(this.#count);
    this.#reached();
  }

  /** Moves from the best choice on; each is a step, and so is the pass that fills up behind it. */
  move(steps: number, { first, second }: BudgetPrices, numbers: QuickNumbers): void {
    this.#goBack();
    this.#tabu.fill(0);
    for (let item = 0; item < this.#count; item += 1) {
      this.#price[item] = first * (this.#firsts[item] as number) + second * (this.#seconds[item] as number);
    }
    let [left, most, since] = [steps, this.value, 0];
    for (let turn = 1; left > 0; turn += 1) {
      left -= 1;
      const takes = this.#fits();
      const item = this.#nextOf(takes, turn, numbers);
      if (item < 0) continue;
      if (takes) this.#take(item, turn, numbers);
      else this.#drop(item, turn, numbers);
      this.#reached();
      if (left > 0 && this.#fits()) {
        left -= 1;
        this.#fillUp();
      }
      if (this.value > most) [most, since] = [this.value, 0];
      else if ((since += 1) > PATIENCE) {
        since = 0;
        this.#goBack();
      }
    }
  }

  #clear(): void {
    this.#chosen.fill(0);
    this.#gain.set(this.#values);
    [this.#worth, this.#first, this.#second] = [0, 0, 0];
  }

  #goBack(): void {
    this.#clear();
    for (let item = 0; item < this.#count; item += 1) if (this.#best[item] === 1) this.#change(item, 1);
  }

  #fits(): boolean {
    const [first, second] = this.#budgets;
    return this.#first <= first && this.#second <= second;
  }

  /** What is best taken or, where the budgets do not hold, dropped; -1 where everything is left alone. */
  #nextOf(takes: boolean, turn: number, numbers: QuickNumbers): number {
    let [next, most] = [-1, 0];
    for (let item = 0; item < this.#count; item += 1) {
      if (takes === (this.#chosen[item] === 1) || (this.#tabu[item] as number) > turn) continue;
      const more = (takes ? this.#takenFor(item) : -this.#droppedFor(item)) + numbers.below(2 * OFF + 1) - OFF;
      if (next < 0 || more > most) [next, most] = [item, more];
    }
    return next;
  }

  #more(item: number): number {
    return PARTS * (this.#gain[item] as number) - (this.#price[item] as number);
  }

  /** What taking it gains, with what it needs itself, without what it excludes. */
  #takenFor(item: number): number {
    let more = this.#more(item);
    let { from, others } = this.#needs;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      if (this.#chosen[others[at] as number] === 0) more += this.#more(others[at] as number);
    }
    ({ from, others } = this.#excludes);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      if (this.#chosen[others[at] as number] === 1) more -= this.#more(others[at] as number);
    }
    return more;
  }

  /** What dropping it loses, with what needs it itself. */
  #droppedFor(item: number): number {
    let more = this.#more(item);
    const { from, others } = this.#neededBy;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      if (this.#chosen[others[at] as number] === 1) more += this.#more(others[at] as number);
    }
    return more;
  }

  #take(item: number, turn: number, numbers: QuickNumbers): void {
    if (this.#chosen[item] === 1) return;
    const { from, others } = this.#excludes;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      this.#drop(others[at] as number, turn, numbers);
    }
    this.#change(item, 1);
    this.#leaveAlone(item, turn, numbers);
    const needs = this.#needs;
    for (let at = needs.from[item] as number, end = needs.from[item + 1] as number; at < end; at += 1) {
      this.#take(needs.others[at] as number, turn, numbers);
    }
  }

  #drop(item: number, turn: number, numbers: QuickNumbers): void {
    if (this.#chosen[item] === 0) return;
    this.#change(item, -1);
    this.#leaveAlone(item, turn, numbers);
    const { from, others } = this.#neededBy;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      this.#drop(others[at] as number, turn, numbers);
    }
  }

  #leaveAlone(item: number, turn: number, numbers: QuickNumbers): void {
    this.#tabu[item] = turn + TABU.least + numbers.below(TABU.more);
  }

  #change(item: number, by: 1 | -1): void {
    this.#worth += by * (this.#gain[item] as number);
    this.#chosen[item] = by === 1 ? 1 : 0;
    this.#first += by * (this.#firsts[item] as number);
    this.#second += by * (this.#seconds[item] as number);
    const { from, others, parts } = this.#bonuses;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      (this.#gain[others[at] as number] as number) += by * (parts[at] as number);
    }
  }

  /** Fills up what is chosen, and takes that back. */
  #fillUp(): void {
    const [worth, first, second] = [this.#worth, this.#first, this.#second];
    const [most, more] = this.#budgets;
    let size = 0;
    // What does not fit now will not fit behind others.
    for (let item = 0; item < this.#count; item += 1) {
      if (this.#chosen[item] === 1 || (this.#firsts[item] as number) > most - first) continue;
      if ((this.#seconds[item] as number) > more - second) continue;
      this.#ranks[size] = -this.#more(item) * PLACES + item;
      size += 1;
    }
    if (size === 0) return;
    this.#saved.chosen.set(this.#chosen);
    this.#saved.gain.set(this.#gain);
    this.#fill(size);
    this.#reached();
    this.#chosen.set(this.#saved.chosen);
    this.#gain.set(this.#saved.gain);
    [this.#worth, this.#first, this.#second] = [worth, first, second];
  }

  /** In order of so many ranks: what fits, with all that it needs. */
  #fill(size: number): void {
    const ranks = this.#ranks;
    // Few, or nearly in order: an array's own sort takes longer to begin.
    for (let at = 1; at < size; at += 1) {
      const rank = ranks[at] as number;
      let place = at - 1;
      while (place >= 0 && (ranks[place] as number) > rank) {
        ranks[place + 1] = ranks[place] as number;
        place -= 1;
      }
      ranks[place + 1] = rank;
    }
    for (let at = 0; at < size; at += 1) {
      const place = (this.#ranks[at] as number) % PLACES;
      this.#takeWhole(place < 0 ? place + PLACES : place);
    }
  }

  #takeWhole(item: number): void {
    if (this.#chosen[item] === 1) return;
    const [closure, needs, excludes] = [this.#closure, this.#needs, this.#excludes];
    let [first, second, size] = [this.#first, this.#second, 1];
    closure[0] = item;
    for (let at = 0; at < size; at += 1) {
      const one = closure[at] as number;
      first += this.#firsts[one] as number;
      second += this.#seconds[one] as number;
      for (let of = excludes.from[one] as number, end = excludes.from[one + 1] as number; of < end; of += 1) {
        const other = excludes.others[of] as number;
        if (this.#chosen[other] === 1 || closure.subarray(0, size).includes(other)) return;
      }
      for (let of = needs.from[one] as number, end = needs.from[one + 1] as number; of < end; of += 1) {
        const need = needs.others[of] as number;
        if (this.#chosen[need] === 1 || closure.subarray(0, size).includes(need)) continue;
        closure[size] = need;
        size += 1;
      }
    }
    const [most, more] = this.#budgets;
    if (first > most || second > more) return;
    for (let at = 0; at < size; at += 1) this.#change(closure[at] as number, 1);
  }

  /** Keeps what is chosen where that is the best so far. */
  #reached(): void {
    if (this.#worth <= this.value || !this.#fits() || !this.#isWhole()) return;
    this.value = this.#worth;
    this.#best.set(this.#chosen);
  }

  /** Whether all that is needed is there and nothing that is excluded: an item may need two that exclude one another. */
  #isWhole(): boolean {
    const [chosen, needs, excludes] = [this.#chosen, this.#needs, this.#excludes];
    for (let item = 0; item < this.#count; item += 1) {
      if (chosen[item] === 0) continue;
      for (let at = needs.from[item] as number, end = needs.from[item + 1] as number; at < end; at += 1) {
        if (chosen[needs.others[at] as number] === 0) return false;
      }
      for (let at = excludes.from[item] as number, end = excludes.from[item + 1] as number; at < end; at += 1) {
        if (chosen[excludes.others[at] as number] === 1) return false;
      }
    }
    return true;
  }
}
