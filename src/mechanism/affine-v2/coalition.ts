import type { Electorate } from "./electorate.ts";

/** Up to so many validators of different shares every set is tried; beyond, a bound is used. */
const EXACT_LIMIT = 12;

/** Validators by their places in a list of parts. */
type Places = readonly number[];

/**
 * The most that a coalition can have added to a sum: a set of validators with together at most a third of the share, or
 * a single one with at most half. Evidence that holds without it holds without the true coalition, whichever it is.
 *
 * Where any largest set that fits has as many members (equal shares), these are the largest parts; else all sets are
 * tried; with many unequal validators the bound is that of the fractional knapsack, from above.
 */
export class Coalition {
  /** Validators without a share: all of them may belong to it. */
  readonly #free: Places;
  readonly #weighted: Places;
  readonly #singles: Places;
  readonly #weights: readonly number[];
  readonly #third: number;
  /** Members of any largest set; `null` where that depends on who they are. */
  readonly #count: number | null;
  /** All sets that fit and to which nobody can be added. */
  readonly #sets: readonly Places[] | null;

  /** @param hotkeys of the parts, in their order */
  constructor(hotkeys: readonly string[], electorate: Electorate) {
    const places = hotkeys.map((_, place) => place);
    this.#weights = hotkeys.map((hotkey) => electorate.weightOf(hotkey));
    this.#third = electorate.third;
    this.#free = places.filter((place) => this.#weights[place] === 0);
    this.#weighted = places.filter((place) => this.#weights[place] !== 0);
    this.#singles = this.#weighted.filter((place) => electorate.isSingle(hotkeys[place] as string));
    this.#count = this.#commonCount();
    this.#sets = this.#count === null && this.#weighted.length <= EXACT_LIMIT ? this.#largestSets() : null;
  }

  /** @param valueOf what a part has added, an integer @returns the most that one coalition has added, at least 0 */
  most(valueOf: (place: number) => number): number {
    let free = 0;
    for (const place of this.#free) free += Math.max(0, valueOf(place));
    let single = 0;
    for (const place of this.#singles) single = Math.max(single, valueOf(place));
    return free + Math.max(single, this.#mostOfThird(valueOf));
  }

  #mostOfThird(valueOf: (place: number) => number): number {
    if (this.#count !== null) return sumOfLargest(this.#weighted, this.#count, valueOf);
    if (this.#sets === null) return this.#bound(valueOf);
    let most = 0;
    for (const set of this.#sets) {
      let sum = 0;
      for (const place of set) sum += Math.max(0, valueOf(place));
      most = Math.max(most, sum);
    }
    return most;
  }

  #weightOf(place: number): number {
    return this.#weights[place] as number;
  }

  #commonCount(): number | null {
    const weights = this.#weighted.map((place) => this.#weightOf(place)).sort((a, b) => a - b);
    const fits = (some: readonly number[]): boolean => some.reduce((sum, weight) => sum + weight, 0) <= this.#third;
    let count = 0;
    while (count < weights.length && fits(weights.slice(0, count + 1))) count += 1;
    return fits(weights.slice(weights.length - count)) ? count : null;
  }

  #largestSets(): readonly Places[] {
    const found: Places[] = [];
    const extend = (set: Places, weight: number, from: number): void => {
      let isLargest = true;
      for (const [at, place] of this.#weighted.entries()) {
        if (set.includes(place) || weight + this.#weightOf(place) > this.#third) continue;
        isLargest = false;
        if (at >= from) extend([...set, place], weight + this.#weightOf(place), at + 1);
      }
      if (isLargest) found.push(set);
    };
    extend([], 0, 0);
    return found;
  }

  /**
   * For any price p of a unit of share no set that fits adds more than p·third + Σ max(0, value − p·weight). The price at
   * which the third is used up gives the fractional optimum, rounded up.
   */
  #bound(valueOf: (place: number) => number): number {
    const parts = this.#weighted
      .map((place) => ({ value: valueOf(place), weight: this.#weightOf(place) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value / b.weight - a.value / a.weight);
    let used = 0;
    const last = parts.find(({ weight }) => (used += weight) > this.#third);
    if (last === undefined) return parts.reduce((sum, { value }) => sum + value, 0);
    // p = last.value / last.weight, everything times last.weight.
    const [price, unit] = [BigInt(last.value), BigInt(last.weight)];
    let scaled = price * BigInt(this.#third);
    for (const { value, weight } of parts) {
      const excess = BigInt(value) * unit - price * BigInt(weight);
      if (excess > 0n) scaled += excess;
    }
    return Number((scaled + unit - 1n) / unit);
  }
}

function sumOfLargest(places: Places, count: number, valueOf: (place: number) => number): number {
  if (count === 1) {
    let most = 0;
    for (const place of places) most = Math.max(most, valueOf(place));
    return most;
  }
  const largest = new Array<number>(count).fill(0);
  for (const place of places) {
    let value = valueOf(place);
    for (let at = 0; value > 0 && at < count; at += 1) {
      const held = largest[at] as number;
      if (value <= held) continue;
      largest[at] = value;
      value = held;
    }
  }
  return largest.reduce((sum, value) => sum + value, 0);
}
