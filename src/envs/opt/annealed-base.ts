import { Annealed } from "./annealed.ts";
import type { Cooling } from "./mean-field.ts";
import type { Problem } from "./problem.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

const COOLINGS: readonly Cooling[] = [
  { rounds: 25, hot: 25, kept: 922, penalty: 40 },
  { rounds: 60, hot: 25, kept: 981, penalty: 40 },
  { rounds: 10, hot: 25, kept: 773, penalty: 40 },
  { rounds: 40, hot: 25, kept: 960, penalty: 40 },
  { rounds: 15, hot: 25, kept: 855, penalty: 40 },
  { rounds: 60, hot: 40, kept: 976, penalty: 30 },
  { rounds: 25, hot: 40, kept: 902, penalty: 30 },
];
/** Steps of the shorter ones of two searches. */
const FEW_STEPS = 100;

/** What searches by a mean field reach, of one problem: the best of all that have been made so far. */
export class AnnealedBase {
  readonly #annealed: Annealed;
  #searches = 0;
  #steps = 0;

  constructor(problem: Problem, numbers: QuickNumbers) {
    this.#annealed = new Annealed(problem, numbers);
  }

  get value(): number {
    return this.#annealed.value;
  }

  first(): void {
    this.#search(FEW_STEPS);
  }

  /** Searches of `each` steps and of few, in turn, until something is worth enough, as long as there are steps. */
  onward(all: number, each: number, enough: number): void {
    while (this.#steps < all && this.value < enough) this.#search(this.#searches % 2 === 1 ? each : FEW_STEPS);
  }

  #search(steps: number): void {
    const cooling = COOLINGS[this.#searches % COOLINGS.length] as Cooling;
    this.#annealed.search(cooling, steps, this.#searches >= COOLINGS.length);
    this.#searches += 1;
    this.#steps += steps;
  }
}
