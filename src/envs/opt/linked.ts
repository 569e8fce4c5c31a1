import { Links } from "./links.ts";
import type { Problem } from "./problem.ts";

/** An item, one that it needs itself or by way of others, and 0, for all of them. */
function allNeedsOf(needs: Problem["needs"]): number[] {
  const all: number[] = [];
  for (const start of new Set(needs.map(([item]) => item))) {
    const whole = new Set([start]);
    for (const item of whole) for (const [user, need] of needs) if (user === item) whole.add(need);
    for (const need of whole) if (need !== start) all.push(start, need, 0);
  }
  return all;
}

/** A problem as ways by the thousand read it: figures by item, and by item what it has constraints with. */
export class Linked {
  readonly count: number;
  readonly budgets: readonly [number, number];
  readonly values: Float64Array;
  /** What each item uses of either budget. */
  readonly firsts: Float64Array;
  readonly seconds: Float64Array;
  /** Both ways, with what the bonus is worth. */
  readonly bonuses: Links;
  readonly excludes: Links;
  readonly needs: Links;
  readonly neededBy: Links;
  /** All that an item needs, itself or by way of others. */
  readonly allNeeds: Links;

  constructor({ items, budgets, bonuses, excludes, needs }: Problem) {
    this.count = items.length;
    this.budgets = budgets;
    this.values = Float64Array.from(items, ({ value }) => value);
    this.firsts = Float64Array.from(items, ({ costs }) => costs[0]);
    this.seconds = Float64Array.from(items, ({ costs }) => costs[1]);
    const [together, against, needed, needing]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (const [a, b, more] of bonuses) together.push(a, b, more, b, a, more);
    for (const [a, b] of excludes) against.push(a, b, 0, b, a, 0);
    for (const [a, b] of needs) {
      needed.push(a, b, 0);
      needing.push(b, a, 0);
    }
    this.bonuses = new Links(this.count, together);
    this.excludes = new Links(this.count, against);
    this.needs = new Links(this.count, needed);
    this.neededBy = new Links(this.count, needing);
    this.allNeeds = new Links(this.count, allNeedsOf(needs));
  }
}
