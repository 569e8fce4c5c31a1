import type { Miner } from "../world/miner.ts";

const FIRST_WAIT_BLOCKS = 7200;
const MOST_DOUBLINGS = 4;

/**
 * Who may begin a test: one open test a coldkey, and after f futile ones a wait of 7,200·2^min(f−1, 4) blocks. Every
 * submission pays a fee and has an identity of its own: a copy's weights are always touched.
 */
export class TestQueue {
  readonly #waiting: Miner[] = [];
  readonly #open = new Map<string, Miner>();
  readonly #futile = new Map<string, number>();
  readonly #notBefore = new Map<string, number>();

  submit(miner: Miner): void {
    this.#waiting.push(miner);
  }

  /** Takes note of tests that ended, then gives those that may begin, in order of commitment. */
  admit(block: number): readonly Miner[] {
    for (const [coldkey, miner] of this.#open) {
      if (miner.state === "champion") this.#open.delete(coldkey);
      if (miner.state !== "done") continue;
      const futile = (this.#futile.get(coldkey) ?? 0) + 1;
      this.#open.delete(coldkey);
      this.#futile.set(coldkey, futile);
      this.#notBefore.set(coldkey, block + FIRST_WAIT_BLOCKS * 2 ** Math.min(futile - 1, MOST_DOUBLINGS));
    }
    const admitted: Miner[] = [];
    for (const miner of [...this.#waiting]) {
      const { coldkey } = miner;
      if (this.#open.has(coldkey) || block < (this.#notBefore.get(coldkey) ?? 0)) continue;
      this.#waiting.splice(this.#waiting.indexOf(miner), 1);
      this.#open.set(coldkey, miner);
      admitted.push(miner);
    }
    return admitted;
  }
}
