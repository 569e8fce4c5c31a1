import type { Linked } from "./linked.ts";
import { MeanField, type Cooling } from "./mean-field.ts";
import { Oscillation } from "./oscillation.ts";
import { PARTS } from "./prices.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** How far the worth of items is off in such choices: so many parts at least, and less than `more` more. */
const OFF = { least: 2457, more: 8 * PARTS };

/** Choices that a mean field tells of, and moves on from the best of these. */
export class Annealed {
  /** What the best of all searches is worth. */
  value = 0;
  readonly #field: MeanField;
  readonly #oscillation: Oscillation;
  readonly #numbers: QuickNumbers;

  constructor(problem: Linked, numbers: QuickNumbers) {
    this.#field = new MeanField(problem);
    this.#oscillation = new Oscillation(problem);
    this.#numbers = numbers;
  }

  /** The items of the best choice of the last search. */
  items(): number[] {
    return this.#oscillation.items();
  }

  /**
   * Searches by so many steps, rounds of the field among them. Of what the field leaves so many hundredths are choices that are
   * filled up by it, the first of them just as it tells unless all are off; the others are moves from the best of these.
   */
  search(cooling: Cooling, steps: number, filled: number, allOff: boolean): void {
    const [field, search, numbers] = [this.#field, this.#oscillation, this.#numbers];
    const left = steps - cooling.rounds;
    const fills = Math.max(1, Math.floor((left * filled) / 100));
    field.anneal(cooling);
    search.restart();
    for (let count = 0; count < fills; count += 1) {
      const off = count > 0 || allOff ? OFF.least + numbers.below(OFF.more) : 0;
      search.fillFrom(field.worth, off, numbers);
    }
    search.move(left - fills, field, numbers);
    this.value = Math.max(this.value, search.value);
  }
}
