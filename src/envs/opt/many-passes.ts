import type { Problem } from "./problem.ts";

/**
 * Passes that take items in an order while they fit, as `takeInOrder` does, for thousands of orders of one problem: what
 * is chosen is a set of bits, so that it holds for 32 items at most.
 */
export class ManyPasses {
  readonly #values: readonly number[];
  readonly #first: readonly number[];
  readonly #second: readonly number[];
  readonly #budgets: readonly [number, number];
  readonly #bonuses: Problem["bonuses"];
  /** By item: itself and all that it needs. */
  readonly #together: number[];
  /** By item: what excludes any of these. */
  readonly #against: number[];

  constructor({ items, budgets, excludes, needs, bonuses }: Problem) {
    if (items.length > 32) throw new RangeError(`${items.length} items are no set of 32 bits.`);
    this.#values = items.map(({ value }) => value);
    this.#first = items.map(({ costs }) => costs[0]);
    this.#second = items.map(({ costs }) => costs[1]);
    this.#budgets = budgets;
    this.#bonuses = bonuses;
    this.#together = items.map((_, at) => {
      let set = 1 << at;
      for (let before = 0; before !== set;) {
        before = set;
        for (const [item, need] of needs) if (has(set, item)) set |= 1 << need;
      }
      return set;
    });
    this.#against = this.#together.map((set) => {
      let against = 0;
      for (const [a, b] of excludes) {
        if (has(set, a)) against |= 1 << b;
        if (has(set, b)) against |= 1 << a;
      }
      return against;
    });
  }

  /** What the choice is worth that a pass in this order makes. */
  worth(order: readonly number[]): number {
    let [chosen, value] = [0, 0];
    let [first, second] = this.#budgets;
    for (const at of order) {
      const set = this.#together[at] as number;
      const added = set & ~chosen;
      if (added === 0 || ((this.#against[at] as number) & (chosen | set)) !== 0) continue;
      let [a, b, more] = [0, 0, 0];
      for (let rest = added; rest !== 0; rest &= rest - 1) {
        const item = 31 - Math.clz32(rest & -rest);
        a += this.#first[item] as number;
        b += this.#second[item] as number;
        more += this.#values[item] as number;
      }
      if (a > first || b > second) continue;
      first -= a;
      second -= b;
      value += more;
      chosen |= set;
    }
    for (const [a, b, more] of this.#bonuses) if (has(chosen, a) && has(chosen, b)) value += more;
    return value;
  }
}

function has(set: number, at: number): boolean {
  return ((set >>> at) & 1) === 1;
}
