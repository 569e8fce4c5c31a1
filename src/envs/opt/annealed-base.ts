import { Annealed } from "./annealed.ts";
import type { Linked } from "./linked.ts";
import { coolingOf, type Cooling } from "./mean-field.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** A way to search: how the field is cooled, and how many hundredths of the other steps are choices filled up by it. */
interface Way {
  readonly cooling: Cooling;
  readonly filled: number;
}

const SHORT: readonly Way[] = [
  { cooling: coolingOf(25), filled: 5 },
  { cooling: coolingOf(60), filled: 30 },
  { cooling: coolingOf(10), filled: 5 },
  { cooling: coolingOf(40), filled: 100 },
  { cooling: coolingOf(15), filled: 30 },
];
const LONG: readonly Way[] = [
  { cooling: coolingOf(50), filled: 100 },
  { cooling: coolingOf(100), filled: 30 },
  { cooling: { rounds: 25, hot: 40, kept: 902, penalty: 30 }, filled: 10 },
  { cooling: coolingOf(80), filled: 10 },
];
/** Steps of a short one. */
const FEW_STEPS = 100;

/** What searches by a mean field reach, of one problem: the best of all that have been made so far. */
export class AnnealedBase {
  readonly #annealed: Annealed;
  #searches = 0;
  #steps = 0;

  constructor(problem: Linked, numbers: QuickNumbers) {
    this.#annealed = new Annealed(problem, numbers);
  }

  get value(): number {
    return this.#annealed.value;
  }

  first(): void {
    this.#search(SHORT, FEW_STEPS);
  }

  /** Searches of `each` steps and of few, in turn, until something is worth enough, as long as there are steps. */
  onward(all: number, each: number, enough: number): void {
    while (this.#steps < all && this.value < enough) {
      if (this.#searches % 2 === 1) this.#search(LONG, each);
      else this.#search(SHORT, FEW_STEPS);
    }
  }

  #search(ways: readonly Way[], steps: number): void {
    const turn = this.#searches >> 1;
    const { cooling, filled } = ways[turn % ways.length] as Way;
    this.#annealed.search(cooling, steps, filled, turn >= ways.length);
    this.#searches += 1;
    this.#steps += steps;
  }
}
