import type { Choosing, Unit } from "./choosing.ts";
import { Looks } from "./looks.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** What a greedy way takes a unit to be worth, and to cost. */
export interface Weighing {
  /** Costs as shares of the budgets, of what is left of them, or not counted. */
  readonly costs: "whole" | "left" | "none";
  /** Quarters of the bonuses that may still come, counted to the gain. */
  readonly promise: number;
}

export const BY_GAIN_FOR_COST: Weighing = { costs: "whole", promise: 0 };

/** A fraction: what the unit that was looked at last is worth for what it costs. */
function weighed(choosing: Choosing, unit: Unit, gain: number, { costs, promise }: Weighing): [number, number] {
  const worth = 4 * gain + (promise === 0 ? 0 : promise * choosing.promise(unit));
  const [first, second] = costs === "left" ? [choosing.leftOfFirst + 1, choosing.leftOfSecond + 1] : choosing.budgets;
  return [worth, costs === "none" ? 1 : choosing.costOfFirst * second + choosing.costOfSecond * first];
}

/** From what is chosen on: takes what is worth most for its cost until nothing more fits. Of equals the first of the list. */
export function takeGreedily(
  choosing: Choosing,
  units: readonly Unit[],
  weighing: Weighing,
  looks: Looks = Looks.free,
): void {
  for (let best: Unit | null = null; looks.left > 0; best = null) {
    let [most, least] = [0, 1];
    for (const unit of units) {
      const gain = choosing.look(unit);
      if (gain === 0) continue;
      looks.left -= 1;
      const [worth, cost] = weighed(choosing, unit, gain, weighing);
      if (worth * least > most * cost) [best, most, least] = [unit, worth, cost];
    }
    if (best === null) return;
    choosing.take(best);
  }
}

/** From what is chosen on: takes units in an order while they fit; one that is taken is a look. */
export function takeInOrder(choosing: Choosing, order: Iterable<Unit>, looks: Looks = Looks.free): void {
  for (const unit of order) {
    if (looks.left <= 0) return;
    if (choosing.look(unit) === 0) continue;
    looks.left -= 1;
    choosing.take(unit);
  }
}

/** Room for a place in the list of units behind its rank. */
const PLACES = 2 ** 12;
const FRACTION = 2 ** 20;
const MOST_WORTH = 2 ** 32;

/** Units ranked once by what they are worth for their cost, to be taken in this order, or nearly in it. */
export class Ranking {
  readonly #units: Unit[] = [];
  readonly #worth: number[] = [];
  readonly #ranks: Float64Array;

  constructor(choosing: Choosing, units: readonly Unit[], weighing: Weighing) {
    choosing.clear();
    for (const unit of units.slice(0, PLACES)) {
      const gain = choosing.look(unit);
      if (gain === 0) continue;
      const [worth, cost] = weighed(choosing, unit, gain, weighing);
      this.#units.push(unit);
      this.#worth.push(Math.min(MOST_WORTH, Math.floor((worth * FRACTION) / cost)));
    }
    this.#ranks = new Float64Array(this.#units.length);
  }

  /** The best first. */
  order(): Unit[] {
    return this.#sorted(0, null);
  }

  /** Each unit's worth first made up to so many in a hundred larger or smaller. */
  noisyOrder(spread: number, numbers: QuickNumbers): Unit[] {
    return this.#sorted(spread, numbers);
  }

  #sorted(spread: number, numbers: QuickNumbers | null): Unit[] {
    const [ranks, worth] = [this.#ranks, this.#worth];
    const count = ranks.length;
    // By numbers: this is done a thousand times for one question. A larger worth comes to stand before.
    for (let at = 0; at < count; at += 1) {
      const percent = numbers === null ? 100 : 100 - spread + numbers.below(2 * spread + 1);
      ranks[at] = -(worth[at] as number) * percent * PLACES + at;
    }
    ranks.sort();
    const order: Unit[] = [];
    for (let at = 0; at < count; at += 1) {
      const place = (ranks[at] as number) % PLACES;
      order.push(this.#units[place < 0 ? place + PLACES : place] as Unit);
    }
    return order;
  }
}
