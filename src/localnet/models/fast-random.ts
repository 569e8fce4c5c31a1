import type { Random } from "../../core/index.ts";

/**
 * xoshiro128** (Blackman and Vigna, 2018), seeded from core's hashed stream, which is 20 times too slow for the
 * millions of draws of a local search.
 */
export class FastRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(random: Random) {
    this.#a = random.uint32();
    this.#b = random.uint32();
    this.#c = random.uint32();
    // Any state but all zeros will do.
    this.#d = random.uint32() | 1;
  }

  /** An integer in 0..2^32-1. */
  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return word;
  }

  /** An integer in 0..n-1; the bias of n / 2^32 does not matter to a search. */
  below(n: number): number {
    return this.uint32() % n;
  }
}
