import type { Linked } from "./linked.ts";
import { PARTS } from "./prices.ts";

/** How a field is cooled down. */
export interface Cooling {
  /** Each is a step: a sweep over all items. */
  readonly rounds: number;
  /** The temperature of the first round, in units of value; of each later one so many 1024ths of that before. */
  readonly hot: number;
  readonly kept: number;
  /** What it costs to break an exclusion or a need, in units of value. */
  readonly penalty: number;
}

/** By rounds: 1,024ths of the temperature that each keeps, so that it falls from 25 units of value to 2. */
const KEPT = { 10: 773, 15: 855, 25: 922, 40: 960, 50: 973, 60: 981, 80: 992, 100: 998 } as const;
export type Rounds = keyof typeof KEPT;

/** From 25 units of value to 2. */
export function coolingOf(rounds: Rounds): Cooling {
  return { rounds, hot: 25, kept: KEPT[rounds], penalty: 40 };
}

/** 1024 / (1 + e^-x) for x = 0, 1/8, …, 6, rounded. */
const LOGISTIC = [
  512, 544, 576, 607, 637, 667, 695, 723, 749, 773, 796, 817, 837, 856, 872, 888, 902, 915, 926, 937, 946, 955, 962,
  969, 975, 981, 986, 990, 994, 997, 1000, 1003, 1006, 1008, 1010, 1011, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1019,
  1020, 1020, 1021, 1021, 1021,
];
/** How much of what is likely each round makes anew, in 1024ths. */
const ANEW = 717;
/** How fast prices of the budgets follow, in 1024ths of how far off they are; the last is what is never fallen below. */
const FOLLOW = { first: 1024, kept: 993, least: 102 };

/**
 * Mean-field annealing (Peterson and Söderberg, 1989): every item is chosen in part, by what it is worth among the others as
 * they are chosen in part, and surer from round to round as the temperature falls. The budgets have prices, which rise where
 * more is chosen than they hold. In whole numbers.
 */
export class MeanField {
  /** By item, in parts: what it is worth more than its price, among what is likely. */
  readonly worth: Float64Array;
  /** What a unit of either budget costs, in parts. */
  first = 0;
  second = 0;
  readonly #problem: Linked;
  readonly #likely: Float64Array;

  constructor(problem: Linked) {
    this.#problem = problem;
    this.worth = new Float64Array(problem.count);
    this.#likely = new Float64Array(problem.count);
  }

  anneal({ rounds, hot, kept, penalty }: Cooling): void {
    const { budgets, values, firsts, seconds } = this.#problem;
    const likely = this.#likely.fill(PARTS / 2);
    const all = sumOf(values);
    this.first = Math.floor((PARTS * all) / (2 * Math.max(1, sumOf(firsts))));
    this.second = Math.floor((PARTS * all) / (2 * Math.max(1, sumOf(seconds))));
    let [temperature, follow] = [PARTS * hot, FOLLOW.first];
    for (let round = 0; round < rounds; round += 1) {
      let [first, second] = [0, 0];
      for (let item = 0; item < likely.length; item += 1) {
        const more = this.#worthOf(item, penalty);
        this.worth[item] = more;
        const now = logistic(more, temperature);
        const chosen = Math.floor(((PARTS - ANEW) * (likely[item] as number) + ANEW * now) / PARTS);
        likely[item] = chosen;
        first += chosen * (firsts[item] as number);
        second += chosen * (seconds[item] as number);
      }
      this.first = followed(this.first, first, PARTS * budgets[0], follow);
      this.second = followed(this.second, second, PARTS * budgets[1], follow);
      follow = Math.max(FOLLOW.least, Math.floor((follow * FOLLOW.kept) / 1024));
      temperature = Math.max(1, Math.floor((temperature * kept) / 1024));
    }
  }

  #worthOf(item: number, penalty: number): number {
    const likely = this.#likely;
    const { values, firsts, seconds, bonuses, excludes, needs, neededBy } = this.#problem;
    let worth = PARTS * (values[item] as number);
    worth -= this.first * (firsts[item] as number) + this.second * (seconds[item] as number);
    let { from, others } = bonuses;
    const { parts } = bonuses;
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      worth += (parts[at] as number) * (likely[others[at] as number] as number);
    }
    ({ from, others } = excludes);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      worth -= penalty * (likely[others[at] as number] as number);
    }
    ({ from, others } = needs);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      worth -= penalty * (PARTS - (likely[others[at] as number] as number));
    }
    ({ from, others } = neededBy);
    for (let at = from[item] as number, end = from[item + 1] as number; at < end; at += 1) {
      worth += penalty * (likely[others[at] as number] as number);
    }
    return worth;
  }
}

function sumOf(figures: Float64Array): number {
  let sum = 0;
  for (const figure of figures) sum += figure;
  return sum;
}

/** In parts of 1. */
function logistic(worth: number, temperature: number): number {
  const place = Math.floor((8 * Math.abs(worth)) / temperature);
  const part = place < LOGISTIC.length ? (LOGISTIC[place] as number) : PARTS;
  return worth < 0 ? PARTS - part : part;
}

/** A price after a round: dearer where more is chosen than the budget holds. */
function followed(price: number, chosen: number, budget: number, follow: number): number {
  return Math.max(1, price + Math.floor((((price * follow) / 1024) * (chosen - budget)) / budget));
}
