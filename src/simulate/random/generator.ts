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

  /** 0 ≤ x < 1, in steps of 2^-32. */
  uniform(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** An integer in 0..n-1; its bias, below n/2^32, is no matter in a simulation. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }
}
