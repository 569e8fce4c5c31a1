import type { Chain } from "../../../../src/chain/index.ts";
import { AffineError } from "../../../../src/core/index.ts";
import { withMethods, type SimulatedChain } from "./simulated-chain.ts";

/**
 * What befalls one submission. `lost`: it reaches nobody. `deaf`: it lands and its answer is lost. `garbled`: it lands
 * and its answer is nonsense. `late`: it lands blocks later, nobody hears of it. Else the chain refuses it by that name.
 */
export type SendFault = "lost" | "deaf" | "garbled" | "late" | { readonly refused: string; readonly limited?: boolean };

/** Blocks that a late call takes at most: a transaction must be dead before the validator's doubt of 8 blocks ends. */
const LATEST_BLOCKS = 6;

/** The signer's own connection to the chain, which fails as told. One for each life of the signer. */
export class SignerNetwork {
  readonly chain: Chain;
  /** Nothing can be read or sent. */
  dead = false;
  /** What befalls the next submissions, one each. */
  readonly faults: SendFault[] = [];
  readonly #sim: SimulatedChain;
  #late: { block: number; send: () => Promise<unknown> }[] = [];
  #ended = false;

  constructor(sim: SimulatedChain) {
    this.#sim = sim;
    const guarded = <Name extends "head" | "epoch" | "metagraph">(name: Name): Chain[Name] =>
      (async (...parameters: unknown[]) => {
        await this.#reach();
        return (sim.chain[name] as (...all: unknown[]) => Promise<unknown>)(...parameters);
      }) as unknown as Chain[Name];
    this.chain = withMethods(sim.chain, {
      head: guarded("head"),
      epoch: guarded("epoch"),
      metagraph: guarded("metagraph"),
      setWeights: (...parameters) => this.#setWeights(parameters),
    });
  }

  /** The process that used it is gone: nothing of it returns any more, but what it sent is sent. */
  end(): void {
    this.#ended = true;
  }

  /** Sends the late calls whose block has come. */
  async tick(head: number): Promise<void> {
    const due = this.#late.filter(({ block }) => block <= head);
    this.#late = this.#late.filter(({ block }) => block > head);
    for (const { send } of due) await this.#untilSent(send());
  }

  async #setWeights(parameters: Parameters<Chain["setWeights"]>) {
    await this.#reach();
    const fault = this.faults.shift();
    const { number } = await this.#sim.chain.head();
    const send = () => this.#sim.chain.setWeights(...parameters);
    if (fault === "lost") throw lost();
    if (fault === "late") {
      this.#late.push({ block: number + 1 + (number % LATEST_BLOCKS), send });
      throw lost();
    }
    if (fault === "deaf" || fault === "garbled") {
      await this.#untilSent(send());
      throw fault === "deaf" ? lost() : new AffineError("chain_decode", "the answer is no JSON (injected)");
    }
    if (fault !== undefined) {
      const details = { name: fault.refused, ...(fault.limited === true ? { untilBlock: number + 2 } : {}) };
      const code = fault.limited === true ? "chain_rate_limited" : "chain_rejected";
      throw new AffineError(code, `${fault.refused} (injected)`, { details });
    }
    const result = await send();
    await this.#reach();
    return result;
  }

  /** The call is in the pool, or was refused. */
  async #untilSent(sending: Promise<unknown>): Promise<void> {
    let done = false;
    // Nobody hears what became of it: that is the fault.
    void sending.then(
      () => (done = true),
      () => (done = true),
    );
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it changes in a callback
    while (!done && this.#sim.waiting() === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Throws while the network is dead; never returns to a process that is gone. */
  async #reach(): Promise<void> {
    if (this.#ended) await new Promise(() => undefined);
    if (this.dead) throw lost();
  }
}

function lost(): AffineError {
  return new AffineError("chain_transport", "the connection broke (injected)");
}
