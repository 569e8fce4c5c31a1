import { sha256KeyedBlock } from "./hash-block.ts";
import { taggedHash } from "./hash.ts";
import { AffineError } from "./errors.ts";
import { kinds } from "./kinds.ts";
import { need } from "./needed.ts";

const WORDS_PER_BLOCK = 8;
const TWO_32 = 0x1_0000_0000;
/** Up to so many numbers are looked for one after the other. */
const FEW = 16;

/**
 * A deterministic stream of random integers: block i is SHA-256(key ‖ i as unsigned 64-bit big-endian), read as eight
 * 32-bit big-endian words. No floats, the same on every machine.
 *
 * @example
 * const random = Random.from("example", "seed-1");
 * random.below(6) + 1; // a die
 */
export class Random {
  readonly #key = new Uint32Array(WORDS_PER_BLOCK);
  readonly #words = new Uint32Array(WORDS_PER_BLOCK);
  #counter = 0;
  #position = WORDS_PER_BLOCK;

  /** @param key 32 bytes that decide the whole stream. @throws AffineError `invalid_input` for anything else */
  constructor(key: Uint8Array) {
    need(kinds.bytes, key, "Random", "a key of 32 bytes");
    if (key.length !== 32) {
      throw new AffineError("invalid_input", `A random key has 32 bytes, got ${key.length}.`, {
        hint: "Random.from makes one of texts and whole numbers.",
      });
    }
    const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
    for (let word = 0; word < WORDS_PER_BLOCK; word += 1) this.#key[word] = view.getUint32(word * 4);
  }

  /** A stream whose key is the tagged hash of the parts. */
  static from(tag: string, ...parts: readonly (string | number | bigint | Uint8Array)[]): Random {
    return new Random(taggedHash(tag, ...parts));
  }

  /** An integer in 0..2^32-1. */
  uint32(): number {
    if (this.#position === WORDS_PER_BLOCK) {
      sha256KeyedBlock(this.#key, this.#counter, this.#words);
      this.#counter += 1;
      this.#position = 0;
    }
    const word = this.#words[this.#position] as number;
    this.#position += 1;
    return word;
  }

  /** An integer in 0..n-1, unbiased by rejection. @throws RangeError unless 1 ≤ n ≤ 2^32. */
  below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw new RangeError(`below(n) takes 1 to 2^32, got ${n}.`);
    for (;;) {
      const word = this.uint32();
      const rest = word % n;
      // The last, incomplete run of n words is refused: word < 2^32 - 2^32 % n.
      if (word - rest <= TWO_32 - n) return rest;
    }
  }

  /** An integer in low..high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True with probability numerator/denominator. */
  chance(numerator: number, denominator: number): boolean {
    return this.below(denominator) < numerator;
  }

  /** One element, each equally likely. @throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** Fisher-Yates, in place; returns its argument. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      const held = items[i] as T;
      items[i] = items[j] as T;
      items[j] = held;
    }
    return items;
  }

  /** `count` different integers of 0..n-1, in random order (Floyd's choice, then a shuffle). */
  sample(n: number, count: number): number[] {
    if (count > n) throw new RangeError(`Cannot choose ${count} of ${n}.`);
    if (count <= FEW) return this.shuffle(this.#fewOf(n, count));
    const chosen = new Set<number>();
    for (let upper = n - count; upper < n; upper += 1) {
      const candidate = this.below(upper + 1);
      chosen.add(chosen.has(candidate) ? upper : candidate);
    }
    return this.shuffle([...chosen]);
  }

  /** The choice of `sample` where a look through a short list is quicker than a set. */
  #fewOf(n: number, count: number): number[] {
    const chosen: number[] = [];
    for (let upper = n - count; upper < n; upper += 1) {
      const candidate = this.below(upper + 1);
      chosen.push(chosen.includes(candidate) ? upper : candidate);
    }
    return chosen;
  }

  /** An index, chosen in proportion to non-negative integer weights. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0));
    for (const [index, weight] of weights.entries()) {
      if (left < weight) return index;
      left -= weight;
    }
    throw new RangeError("weighted() needs a positive total weight.");
  }

  /** `count` random bytes. */
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.uint32() & 0xff);
  }
}
