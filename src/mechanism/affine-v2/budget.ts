import { kinds, need } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";

/**
 * Numbers the tests that begin, and says how much each must show: the more there were in the last budgetBlocks blocks,
 * the more. The first budgetTests have superiorityLevel, the next five times as many ten times that, and so on, so that
 * their error rates sum to less than 1% in any such stretch, and no test is ever refused.
 */
export class TestBudget {
  readonly #starts: number[] = [];
  #oldest = 0;

  /** Counts a test whose first round is played at a block; 1/α of its superiority. Blocks must not decrease. */
  take(block: number): number {
    const number = this.count(block) + 1;
    this.#starts.push(block);
    return levelOf(number);
  }

  /** Tests that began in the last budgetBlocks blocks. */
  count(block: number): number {
    while ((this.#starts[this.#oldest] ?? Infinity) <= block - V2_CONSTANTS.budgetBlocks) this.#oldest += 1;
    if (this.#oldest > MOST_PASSED) {
      this.#starts.splice(0, this.#oldest);
      this.#oldest = 0;
    }
    return this.#starts.length - this.#oldest;
  }

  /** The blocks of the tests that count, for {@link load}. */
  save(): number[] {
    return this.#starts.slice(this.#oldest);
  }

  load(starts: readonly number[]): void {
    this.#starts.push(...starts);
  }
}

/** Starts that have left the window are let go of so many at a time. */
const MOST_PASSED = 10_000;

/** 1/α of the test with a number, from 1 on, among those of the window. */
export function levelOf(number: number): number {
  need(kinds.whole, number, "levelOf", "the number of a test");
  const { budgetTests, budgetGrowth, budgetLevelFactor, superiorityLevel } = V2_CONSTANTS;
  let level: number = superiorityLevel;
  let size: number = budgetTests;
  for (let last = size; number > last; last += size) {
    size *= budgetGrowth;
    level *= budgetLevelFactor;
  }
  return level;
}
