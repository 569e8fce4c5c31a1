import type { Chain, SetWeightsResult } from "../../../src/chain/index.ts";
import { AffineError } from "../../../src/core/index.ts";

/** What may befall a weight setting: refused by name, refused as too fast, lost on the way, or landed with its answer lost. */
export type WeightFault = { rejected: string } | "rate_limited" | "lost" | "deaf";

/** A chain whose `setWeights` fails as told, one fault a call, and then works; counts what was really sent. */
export class FaultyChain {
  readonly chain: Chain;
  readonly faults: WeightFault[];
  sent = 0;

  constructor(real: Chain, faults: readonly WeightFault[]) {
    this.faults = [...faults];
    const setWeights: Chain["setWeights"] = (...parameters) => this.#setWeights(real, parameters);
    this.chain = new Proxy(real, {
      get(target, name) {
        if (name === "setWeights") return setWeights;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  }

  async #setWeights(real: Chain, parameters: Parameters<Chain["setWeights"]>): Promise<SetWeightsResult> {
    const fault = this.faults.shift();
    if (fault === "rate_limited") {
      const untilBlock = (await real.head()).number + 2;
      throw new AffineError("chain_rate_limited", "too fast (injected)", { details: { untilBlock } });
    }
    if (fault === "lost") throw new AffineError("chain_transport", "connection lost (injected)");
    if (typeof fault === "object") {
      throw new AffineError("chain_rejected", "refused (injected)", { details: { name: fault.rejected } });
    }
    this.sent += 1;
    const result = await real.setWeights(...parameters);
    if (fault === "deaf") throw new AffineError("chain_transport", "answer lost (injected)");
    return result;
  }
}
