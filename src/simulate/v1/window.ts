import type { V1Tally } from "../../mechanism/index.ts";
import type { AnswerBits } from "../world/answers.ts";
import type { Miner } from "../world/miner.ts";

const NOTHING = -1;

/** One miner's results in the window of affine-v1, counted as they come and go. */
export class MinerWindow {
  readonly miner: Miner;
  readonly tally: V1Tally;
  /** What was recorded in each round of the window, in a ring. */
  readonly #ring: Int32Array;

  /** @param rounds how many the window holds */
  constructor(miner: Miner, environments: number, rounds: number) {
    const zeros = (): number[] => new Array<number>(environments).fill(0);
    this.miner = miner;
    this.#ring = new Int32Array(rounds).fill(NOTHING);
    this.tally = {
      // Uid 0 is the burn and its own exception in the rule.
      uid: miner.order + 1,
      hotkey: miner.id,
      model: `simulated/affine-${miner.id}`,
      revision: "main",
      firstBlock: null,
      n: zeros(),
      sum: zeros(),
      sumThousandths: zeros(),
    };
  }

  /** A round goes by; `null` when nothing is recorded of this miner. What leaves the window is taken off. */
  push(round: number, bits: AnswerBits | null): void {
    const place = round % this.#ring.length;
    const old = this.#ring[place] as number;
    const now = bits ?? NOTHING;
    if (old === now) return;
    this.#ring[place] = now;
    if (now !== NOTHING) this.tally.firstBlock ??= this.miner.order;
    const more = (now === NOTHING ? 0 : 1) - (old === NOTHING ? 0 : 1);
    const { n, sum, sumThousandths } = this.tally;
    for (let env = 0; env < n.length; env += 1) {
      const change = (now === NOTHING ? 0 : (now >> env) & 1) - (old === NOTHING ? 0 : (old >> env) & 1);
      if (more !== 0) n[env] = (n[env] as number) + more;
      if (change === 0) continue;
      sum[env] = (sum[env] as number) + change;
      sumThousandths[env] = (sumThousandths[env] as number) + 1000 * change;
    }
  }
}
