/** xoshiro128**: a fast generator for simulations; nothing that decides uses it. */
export class Generator {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#state = Uint32Array.from([seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162]);
    for (let i = 0; i < 20; i += 1) this.next();
  }

  /** 0 ≤ x < 1. */
  next(): number {
    const s = this.#state;
    const result = Math.imul(rotate(Math.imul(s[1]!, 5), 7), 9) >>> 0;
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotate(s[3]!, 11);
    return result / 2 ** 32;
  }

  /** An integer in 0..n-1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
