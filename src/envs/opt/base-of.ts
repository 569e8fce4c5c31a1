import { Choosing, type Unit } from "./choosing.ts";
import { climb } from "./climb.ts";
import { BY_GAIN_FOR_COST, Ranking, takeGreedily, takeInOrder, type Weighing } from "./greedy.ts";
import type { GuidedBase } from "./guided-base.ts";
import { Looks } from "./looks.ts";
import type { Problem } from "./problem.ts";
import type { QuickNumbers } from "./quick-numbers.ts";
import { repair } from "./repair.ts";
import { Units } from "./units.ts";

/** Runs of each way with chance that the base has behind it, each with as many looks as a level gives. */
const RUNS = 1;
/** Passes in nearly the ranked order, as many looks as they want. */
const PASSES = 5;
/** How far, in a hundred, a unit's worth may be off in such a pass. */
const SPREADS = [25, 50];
/** Units of the best rank that are each taken first once. */
const FIRST_UNITS = 5;

/** In each run, guided choices that exchanges go on from. */
const IMPROVED = 2;

/** Weighings of greedy and ranked passes. */
const WEIGHINGS: readonly Weighing[] = [
  BY_GAIN_FOR_COST,
  { costs: "whole", promise: 2 },
  { costs: "left", promise: 0 },
  { costs: "left", promise: 2 },
];

/** Greedy ways that exchanges with chance go on from. */
const STARTS: readonly Weighing[] = [
  { costs: "left", promise: 2 },
  { costs: "left", promise: 0 },
  { costs: "whole", promise: 1 },
  { costs: "whole", promise: 0 },
];

/** What ways without prices reach, of one problem: the best of all that have been tried so far. */
export class Base {
  value: number;
  readonly #choosing: Choosing;
  readonly #units: Units;
  readonly #numbers: QuickNumbers;
  #rankings: readonly Ranking[];
  /** What greedy ways have chosen. */
  readonly #starts: Unit[] = [];

  /** @param value that is reached already */
  constructor(problem: Problem, numbers: QuickNumbers, value = 0) {
    this.value = value;
    this.#choosing = new Choosing(problem);
    this.#units = new Units(problem, this.#choosing);
    this.#rankings = this.#ranked(this.#units.pairs);
    this.#numbers = numbers;
  }

  /** For training, where there are so few choices that all ways together leave nothing: single items and pairs, by gain for cost. */
  few(): void {
    for (const units of [this.#units.singles, this.#units.pairs]) {
      this.#pass(new Ranking(this.#choosing, units, BY_GAIN_FOR_COST).order());
      this.#choosing.clear();
      takeGreedily(this.#choosing, units, BY_GAIN_FOR_COST);
      this.#reached();
    }
  }

  /** Every way without chance: greedy and ranked by every weighing, of single items, pairs and triples. */
  greedy(enough: number): void {
    for (const units of this.#kinds()) {
      for (const weighing of WEIGHINGS) {
        if (this.value >= enough) return;
        if (weighing.costs !== "left") this.#pass(new Ranking(this.#choosing, units, weighing).order());
        this.#choosing.clear();
        takeGreedily(this.#choosing, units, weighing);
        this.#reached();
      }
    }
  }

  /** Greedy ways that go on: with exchanges, and with every one of the best units first. */
  onward(looks: number, enough: number): void {
    for (const ranking of this.#rankings) {
      const order = ranking.order();
      for (const unit of order.slice(0, FIRST_UNITS)) if (this.value < enough) this.#pass([unit, ...order]);
      for (const units of this.#kinds()) {
        this.#pass(order);
        climb(this.#choosing, units, new Looks(looks));
        this.#reached();
      }
    }
  }

  /** Ways with chance; exchanges also from choices that go by prices. */
  chance(looks: number, enough: number, guided: GuidedBase): void {
    this.#rankings = [...this.#rankings, ...this.#ranked(this.#units.triples)];
    const ways = [this.#exchanges, this.#repairs, this.#climbs, this.#passes];
    for (let run = 0; run < RUNS; run += 1) {
      for (let count = 0; count < IMPROVED && this.value < enough; count += 1) this.#improve(guided.next(), looks);
      for (const way of ways) {
        if (this.value >= enough) return;
        way.call(this, run, new Looks(looks));
      }
    }
    for (let run = 0; run < PASSES && this.value < enough; run += 1) this.#noisyPass(run, Looks.free);
  }

  #improve(items: Unit, looks: number): void {
    this.#choosing.clear();
    this.#choosing.take(items);
    climb(this.#choosing, this.#units.pairs, new Looks(looks), this.#numbers);
    this.#reached();
  }

  #kinds(): readonly (readonly Unit[])[] {
    return [this.#units.singles, this.#units.pairs, this.#units.triples];
  }

  /** By gain, and with half an eye on bonuses that may come: for ways with chance. */
  #ranked(units: readonly Unit[]): Ranking[] {
    return [0, 1].map((promise) => new Ranking(this.#choosing, units, { ...BY_GAIN_FOR_COST, promise }));
  }

  #passes(run: number, looks: Looks): void {
    while (looks.left > 0) this.#noisyPass(run, looks);
  }

  #climbs(run: number, looks: Looks): void {
    while (looks.left > 0) {
      looks.left -= 1;
      this.#noisyPass(run, Looks.free);
      climb(this.#choosing, run % 3 === 0 ? this.#units.triples : this.#units.pairs, looks, this.#numbers);
      this.#reached();
    }
  }

  #exchanges(run: number, looks: Looks): void {
    this.#start(run);
    climb(this.#choosing, run % 3 === 0 ? this.#units.triples : this.#units.pairs, looks, this.#numbers);
    this.#reached();
  }

  /** From what a greedy way takes, which is found out when it is first asked for. */
  #start(run: number): void {
    const at = run % (2 * STARTS.length);
    this.#choosing.clear();
    const known = this.#starts[at];
    if (known !== undefined) this.#choosing.take(known);
    else {
      const units = at < STARTS.length ? this.#units.triples : this.#units.pairs;
      takeGreedily(this.#choosing, units, STARTS[at % STARTS.length] as Weighing);
      this.#reached();
      this.#starts[at] = this.#choosing.items();
    }
  }

  #repairs(run: number, looks: Looks): void {
    const ranking = this.#rankings[run % 2] as Ranking;
    if (run % 4 < 2) this.#pass(ranking.order());
    else this.#start(run);
    repair(this.#choosing, ranking, 1 + (run % 3), looks, this.#numbers);
    this.#reached();
  }

  #noisyPass(run: number, looks: Looks): void {
    const ranking = this.#rankings[run % this.#rankings.length] as Ranking;
    this.#pass(ranking.noisyOrder(SPREADS[(run >> 2) % 2] as number, this.#numbers), looks);
  }

  #pass(order: readonly Unit[], looks: Looks = Looks.free): void {
    this.#choosing.clear();
    takeInOrder(this.#choosing, order, looks);
    this.#reached();
  }

  #reached(): void {
    this.value = Math.max(this.value, this.#choosing.value);
  }
}
