import { Guided, type Style } from "./guided.ts";
import type { Linked } from "./linked.ts";
import { guidedPricesOf, openingGuide, PRICE_ROUNDS, type Guide, type Prices } from "./prices.ts";
import type { Problem } from "./problem.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** Rounds of prices that choices go by. */
const ROUNDS = [10, 15, 30, 60, PRICE_ROUNDS];
/** Places of those after which choices are made before anything else is known. */
const FIRST_GUIDES = [2, 4];
/** Choices with chance. */
const RUNS = 30;
const SPREADS = [40, 60, 25, 90];
const STYLES: readonly Style[] = [
  { promise: 12, lean: 15, forPrice: false },
  { promise: 8, lean: 0, forPrice: false },
  { promise: 8, lean: 30, forPrice: false },
  { promise: 12, lean: 30, forPrice: true },
  { promise: 4, lean: 60, forPrice: true },
  { promise: 10, lean: 20, forPrice: false },
];
/** Those of the choices before anything else is known. */
const FIRST_STYLES = STYLES.slice(0, 3);

/** What choices that go by prices reach, of one problem: the best of all that have been tried so far. */
export class GuidedBase {
  value = 0;
  readonly #problem: Problem;
  readonly #guided: Guided;
  readonly #numbers: QuickNumbers;
  #guides: readonly Guide[] = [];
  #run = 0;

  constructor(problem: Problem, linked: Linked, numbers: QuickNumbers) {
    this.#problem = problem;
    this.#guided = new Guided(linked);
    this.#numbers = numbers;
  }

  /** A few without chance; returns the prices after all rounds. @param above what a choice is known to be worth */
  first(above: number): Prices {
    const { prices, guides } = guidedPricesOf(this.#problem, above, ROUNDS);
    this.#guides = guides;
    for (const at of FIRST_GUIDES) for (const style of FIRST_STYLES) this.#choose(guides[at] as Guide, style, 0);
    return prices;
  }

  /** By every guide and style without chance, then with chance, until something is worth enough. */
  onward(enough: number): void {
    for (const guide of [openingGuide(this.#problem), ...this.#guides]) {
      for (const style of STYLES) if (this.value < enough) this.#choose(guide, style, 0);
    }
    for (let run = 0; run < RUNS && this.value < enough; run += 1) this.next();
  }

  /** Another choice with chance. */
  next(): readonly number[] {
    const run = this.#run;
    this.#run += 1;
    const style = STYLES[run % STYLES.length] as Style;
    const spread = SPREADS[run % SPREADS.length] as number;
    // One more for each round of styles: every style comes to every guide.
    const guide = this.#guides[(run + Math.floor(run / STYLES.length)) % this.#guides.length] as Guide;
    this.#choose(guide, style, spread);
    return this.#guided.items();
  }

  #choose(guide: Guide, style: Style, spread: number): void {
    this.#guided.choose(guide, style, spread, this.#numbers);
    this.value = Math.max(this.value, this.#guided.value);
  }
}
