import type { BlockRef, Chain, WeightVector } from "../../../../src/chain/index.ts";
import { sameVector } from "../../../../src/validator/reveal-watch.ts";
import { NETUID, validator, type Landing, type SimulatedChain } from "./simulated-chain.ts";

/** Blocks of doubt after a submission of which nothing was heard. */
const DOUBT = 8;

/** What the chain itself shows at a block. */
export interface ChainFacts {
  readonly head: BlockRef;
  readonly window: number;
  readonly startBlock: number;
  readonly tempo: number;
  readonly lastUpdate: number;
  readonly rateLimit: number;
  readonly shown: WeightVector | undefined;
}

export async function factsOf(chain: Chain): Promise<ChainFacts> {
  const head = await chain.head();
  const [metagraph, { tempo, weightsRateLimit }, epoch, weights] = await Promise.all([
    chain.metagraph(NETUID, head),
    chain.hyperparameters(NETUID, head),
    chain.epoch(NETUID, head),
    chain.weights(NETUID, head),
  ]);
  const own = metagraph.neurons.find(({ hotkey }) => hotkey === validator.address);
  return {
    head,
    window: epoch.index,
    startBlock: epoch.startBlock,
    tempo,
    lastUpdate: own?.lastUpdate ?? 0,
    rateLimit: weightsRateLimit,
    shown: weights.get(own?.uid ?? -1),
  };
}

/** What should hold of every window, told from the chain and from what was wanted; knows nothing of the setter. */
export class Truth {
  readonly faults: string[] = [];
  windows = 0;
  /** Windows in which weights could be set: enough blocks without a fault and without a rate limit. */
  possible = 0;
  /** Windows that got weights. */
  landed = 0;
  readonly #sim: SimulatedChain;
  /** Window of each landing, once the chain has shown it. */
  readonly #windowOf = new Map<Landing, number>();
  readonly #desired: { block: number; weights: WeightVector }[] = [];
  readonly #windowStarts = new Map<number, number>();
  #window = -1;
  #quiet = 0;
  #isPossible = false;
  #lastUpdateInWindow = false;
  /** Weights that were set in the open in this window were overwritten, by a commit of ours that was revealed late. */
  #isOverwritten = false;

  constructor(sim: SimulatedChain) {
    this.#sim = sim;
  }

  /** Called at every block. @param calm nothing was wrong in this block. */
  block(facts: ChainFacts, desired: WeightVector, calm: boolean): void {
    const { head, window, lastUpdate } = facts;
    this.#desired.push({ block: head.number, weights: desired });
    if (window !== this.#window) this.#endWindow(window, head.number);
    for (const landing of this.#sim.landings) {
      if (this.#windowOf.has(landing)) continue;
      this.#windowOf.set(landing, window);
      this.#checkLanding(landing, window);
    }
    this.#watchReveal(facts);
    if (lastUpdate === head.number) this.#lastUpdateInWindow = true;
    const limited = lastUpdate > 0 && head.number < lastUpdate + facts.rateLimit;
    this.#quiet = calm && !(limited && !this.#lastUpdateInWindow) ? this.#quiet + 1 : 0;
    if (this.#quiet >= DOUBT + Math.ceil(facts.tempo / 8) + 4) this.#isPossible = true;
  }

  /**
   * The newest weights that should be in force by now, if any; `undefined` also in the first blocks of an epoch, when
   * what it reveals may show or not.
   */
  inForce({ window, head, startBlock, tempo }: ChainFacts): Landing | undefined {
    if (head.number < startBlock + Math.min(DOUBT, tempo - 1)) return undefined;
    return this.#sim.landings.findLast((landing) => {
      const landedIn = this.#windowOf.get(landing);
      return landedIn !== undefined && (landing.mode === "plain" || landedIn < window);
    });
  }

  #endWindow(next: number, block: number): void {
    if (this.#window >= 0) {
      this.windows += 1;
      if (this.#lastUpdateInWindow || this.#landingsIn(this.#window) > 0) this.landed += 1;
      if (this.#isPossible) {
        this.possible += 1;
        if (!this.#lastUpdateInWindow && this.#landingsIn(this.#window) === 0) {
          this.faults.push(`window ${this.#window}, up to block ${block}: missed although it was possible`);
        }
      }
    }
    this.#window = next;
    this.#windowStarts.set(next, block);
    this.#isPossible = false;
    this.#lastUpdateInWindow = false;
    this.#isOverwritten = false;
    this.#quiet = 0;
  }

  /** Where the rules went from sealed to open, the chain still reveals what was sealed before. */
  #watchReveal({ window, shown }: ChainFacts): void {
    const last = this.#sim.landings.findLast((landing) => this.#windowOf.get(landing) === window);
    if (last?.mode !== "plain" || shown === undefined || sameVector(shown, last.weights)) return;
    this.#isOverwritten = this.#sim.landings.some(
      ({ mode, block, weights }) => mode === "commit-reveal" && block < last.block && sameVector(weights, shown),
    );
    if (!this.#isOverwritten) this.faults.push(`window ${window}: the chain shows weights that are not ours`);
  }

  #landingsIn(window: number): number {
    return [...this.#windowOf.values()].filter((other) => other === window).length;
  }

  #checkLanding({ block, mode, weights }: Landing, window: number): void {
    if (this.#landingsIn(window) > 1 && !this.#isRepair({ mode, weights }, window)) {
      this.faults.push(`window ${window}: weights twice, again at block ${block}`);
    }
    this.#isOverwritten = false;
    // Sent in doubt at the end of a window, it may land in the first blocks of the next: as it was wanted before.
    const start = this.#windowStarts.get(window) ?? block;
    const sentIn = block - start <= DOUBT + 2 ? (this.#windowStarts.get(window - 1) ?? start) : start;
    const wanted = this.#desired.some((entry) => entry.block >= sentIn && sameVector(entry.weights, weights));
    if (!wanted) this.faults.push(`block ${block}: weights that nobody wanted in window ${window} from ${start}`);
  }

  /** The window's weights once more, after what was sealed before had been revealed over them. */
  #isRepair({ mode, weights }: Pick<Landing, "mode" | "weights">, window: number): boolean {
    const ofWindow = [...this.#windowOf].filter(([, other]) => other === window).map(([landing]) => landing);
    return this.#isOverwritten && mode === "plain" && ofWindow.every((other) => sameVector(other.weights, weights));
  }
}
