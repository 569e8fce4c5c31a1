import { taggedHash } from "../../core/index.ts";

/**
 * xoshiro128** (Blackman and Vigna): the laboratory's fast generator. It draws what the simulated world does; nothing
 * that decides uses it. The same seed gives the same world on every machine.
 */
export class Generator {
  readonly #state = new Int32Array(4);

  /** @param words four 32-bit words, not all 0 */
  constructor(words: Int32Array) {
    this.#state.set(words);
  }

  /** A generator whose state is the tagged hash of the parts. */
  static from(...parts: readonly (string | number)[]): Generator {
    const hash = taggedHash("affine/simulate/v1", ...parts);
    const view = new DataView(hash.buffer, hash.byteOffset);
    return new Generator(Int32Array.from([0, 4, 8, 12], (at) => view.getInt32(at)));
  }

  /** An integer in 0..2^32-1. */
  uint32(): number {
    const state = this.#state;
    const a = state[0] as number;
    const b = state[1] as number;
    const c = state[2] as number;
    const d = state[3] as number;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const crossed = d ^ b;
    const mixed = c ^ a;
    state[0] = a ^ crossed;
    state[1] = b ^ mixed;
    state[2] = mixed ^ (b << 9);
    state[3] = (crossed << 11) | (crossed >>> 21);
    return result;
  }

  /**
   * Fills `list` from `from` to `to` (not included) with entries of a table of 2^bits numbers, bits ≤ 16: two from each
   * word, by its highest and by its lowest bits. A loop of its own, since most of a simulation's time is spent here.
   */
  fillFrom(table: Float64Array, bits: number, list: Float64Array, from: number, to: number): void {
    const state = this.#state;
    const mask = (1 << bits) - 1;
    const shift = 32 - bits;
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    for (let at = from; at < to; at += 2) {
      const product = Math.imul(b, 5);
      const word = Math.imul((product << 7) | (product >>> 25), 9);
      const crossed = d ^ b;
      const mixed = c ^ a;
      const shifted = b << 9;
      a ^= crossed;
      b ^= mixed;
      c = mixed ^ shifted;
      d = (crossed << 11) | (crossed >>> 21);
      list[at] = table[word >>> shift] as number;
      if (at + 1 < to) list[at + 1] = table[word & mask] as number;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  }

  /** 0 ≤ x < 1, in steps of 2^-32. */
  uniform(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** An integer in 0..n-1; its bias, below n/2^32, is no matter in a simulation. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }
}
