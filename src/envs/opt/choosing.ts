import type { Problem } from "./problem.ts";

/** Items that are taken together: some, and all that they need. */
export type Unit = readonly number[];

/**
 * A choice that is being made, for thousands of looks: what it is worth, what is left of the budgets and what may no more be
 * taken is kept up to date. It says what `valueOf` and `brokenBy` say of the same items; every choice that it makes keeps
 * all constraints.
 */
export class Choosing {
  readonly count: number;
  readonly budgets: readonly [number, number];
  readonly values: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  value = 0;
  leftOfFirst: number;
  leftOfSecond: number;
  /** What the last look found that a unit would cost. */
  costOfFirst = 0;
  costOfSecond = 0;
  readonly #chosen: Uint8Array;
  /** How many chosen items exclude an item. */
  readonly #blocked: Int32Array;
  /** What the bonuses of an item with chosen ones are worth. */
  readonly #bonus: Int32Array;
  readonly #more: Int32Array;
  readonly #bonuses: readonly (readonly (readonly [number, number])[])[];
  readonly #excludes: readonly (readonly number[])[];
  readonly #needs: readonly (readonly number[])[];
  readonly #neededBy: readonly (readonly number[])[];

  constructor({ items, budgets, excludes, needs, bonuses }: Problem) {
    const lists = <T>(): T[][] => items.map(() => []);
    const [also, against, needed, neededBy] = [
      lists<[number, number]>(),
      lists<number>(),
      lists<number>(),
      lists<number>(),
    ];
    this.count = items.length;
    this.budgets = budgets;
    [this.leftOfFirst, this.leftOfSecond] = budgets;
    this.values = items.map(({ value }) => value);
    this.first = items.map(({ costs }) => costs[0]);
    this.second = items.map(({ costs }) => costs[1]);
    this.#chosen = new Uint8Array(items.length);
    this.#blocked = new Int32Array(items.length);
    this.#bonus = new Int32Array(items.length);
    this.#more = new Int32Array(items.length ** 2);
    for (const [a, b, more] of bonuses) {
      also[a]?.push([b, more]);
      also[b]?.push([a, more]);
      (this.#more[a * items.length + b] as number) += more;
      (this.#more[b * items.length + a] as number) += more;
    }
    for (const [a, b] of excludes) {
      against[a]?.push(b);
      against[b]?.push(a);
    }
    for (const [a, b] of needs) {
      needed[a]?.push(b);
      neededBy[b]?.push(a);
    }
    [this.#bonuses, this.#excludes, this.#needs, this.#neededBy] = [also, against, needed, neededBy];
  }

  has(item: number): boolean {
    return this.#chosen[item] === 1;
  }

  clear(): void {
    this.#chosen.fill(0);
    this.#blocked.fill(0);
    this.#bonus.fill(0);
    this.value = 0;
    [this.leftOfFirst, this.leftOfSecond] = this.budgets;
  }

  /** What is chosen, by numbers. */
  items(): number[] {
    const items: number[] = [];
    for (let item = 0; item < this.count; item += 1) if (this.#chosen[item] === 1) items.push(item);
    return items;
  }

  /** These items and all that they need, in order of their numbers. */
  unit(items: readonly number[]): Unit {
    const all = new Set(items);
    for (const item of all) for (const need of this.#needs[item] as readonly number[]) all.add(need);
    return [...all].sort((a, b) => a - b);
  }

  /** Whether no two of them exclude one another. */
  isAtPeace(unit: Unit): boolean {
    return unit.every((item) => !(this.#excludes[item] as readonly number[]).some((other) => unit.includes(other)));
  }

  /** What a unit that is at peace would add; 0 where nothing of it is new, or it does not fit. */
  look(unit: Unit): number {
    const more = this.#more;
    let [gain, first, second] = [0, 0, 0];
    for (let at = 0; at < unit.length; at += 1) {
      const item = unit[at] as number;
      if (this.#chosen[item] === 1) continue;
      if (this.#blocked[item] !== 0) return 0;
      first += this.first[item] as number;
      second += this.second[item] as number;
      gain += (this.values[item] as number) + (this.#bonus[item] as number);
      for (let before = 0; before < at; before += 1) {
        const other = unit[before] as number;
        if (this.#chosen[other] === 0) gain += more[item * this.count + other] as number;
      }
    }
    if (first > this.leftOfFirst || second > this.leftOfSecond) return 0;
    [this.costOfFirst, this.costOfSecond] = [first, second];
    return gain;
  }

  /** Bonuses of the new items of a unit with items that are not chosen, not in it, and excluded by no chosen one. */
  promise(unit: Unit): number {
    let sum = 0;
    for (let at = 0; at < unit.length; at += 1) {
      const item = unit[at] as number;
      if (this.#chosen[item] === 1) continue;
      const bonuses = this.#bonuses[item] as readonly (readonly [number, number])[];
      for (let of = 0; of < bonuses.length; of += 1) {
        const [other, more] = bonuses[of] as readonly [number, number];
        if (this.#chosen[other] === 0 && this.#blocked[other] === 0 && !unit.includes(other)) sum += more;
      }
    }
    return sum;
  }

  take(unit: Unit): void {
    for (const item of unit) if (this.#chosen[item] === 0) this.#change(item, 1);
  }

  /** Drops an item and what needs it; returns what was dropped, a unit that fits again. */
  drop(item: number): Unit {
    const gone = [item];
    for (const one of gone) {
      for (const user of this.#neededBy[one] as readonly number[]) {
        if (this.#chosen[user] === 1 && !gone.includes(user)) gone.push(user);
      }
    }
    for (const one of gone) this.#change(one, -1);
    return gone;
  }

  #change(item: number, by: 1 | -1): void {
    this.#chosen[item] = by === 1 ? 1 : 0;
    this.value += by * ((this.values[item] as number) + (this.#bonus[item] as number));
    this.leftOfFirst -= by * (this.first[item] as number);
    this.leftOfSecond -= by * (this.second[item] as number);
    for (const [other, more] of this.#bonuses[item] as readonly (readonly [number, number])[]) {
      (this.#bonus[other] as number) += by * more;
    }
    for (const other of this.#excludes[item] as readonly number[]) (this.#blocked[other] as number) += by;
  }
}
