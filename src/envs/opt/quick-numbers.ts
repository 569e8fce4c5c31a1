import type { Random } from "../../core/index.ts";

/**
 * Numbers for the thousands of passes behind one question: Marsaglia's xorshift of 32 bits from a seed that is drawn. Nobody
 * is to guess them; that some come a little more often than others does not matter.
 */
export class QuickNumbers {
  #state: number;

  constructor(random: Random) {
    this.#state = random.uint32() | 1;
  }

  /** An integer in 0..n-1. */
  below(n: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % n;
  }

  shuffle<T>(list: T[]): T[] {
    for (let at = list.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [list[at], list[other]] = [list[other] as T, list[at] as T];
    }
    return list;
  }
}
