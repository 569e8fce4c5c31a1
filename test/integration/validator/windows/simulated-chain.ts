import {
  openLocalChain,
  type BlockRef,
  type Chain,
  type SetWeightsResult,
  type WeightVector,
} from "../../../../src/chain/index.ts";
import type { Random } from "../../../../src/core/index.ts";
import { keyFromUri } from "../../../../src/wallet/index.ts";

/** Weights that took effect: set in plain, or committed. */
export interface Landing {
  readonly block: number;
  readonly mode: SetWeightsResult["mode"];
  readonly weights: WeightVector;
}

export interface RuleChange {
  readonly tempo?: number;
  readonly weightsRateLimit?: number;
  readonly commitReveal?: boolean;
}

/** A chain whose blocks come when they are asked for: time is what the test makes it. */
export interface SimulatedChain {
  readonly chain: Chain;
  readonly netuid: number;
  /** What really landed, whatever anybody was told; in order. */
  readonly landings: readonly Landing[];
  /** Calls that wait for a block. */
  waiting(): number;
  /** Changes rules in the next block, before the calls that come after it. */
  change(change: RuleChange): void;
  /** Faults of its own: each strikes, and may last some blocks until its end is called. */
  readonly faults?: Readonly<Record<string, (random: Random) => { blocks: number; end: () => unknown } | undefined>>;
  /** Makes a block; resolves with the newest one that the chain shows. */
  produce(): Promise<BlockRef>;
  close(): Promise<void>;
}

export const NETUID = 120;
export const validator = keyFromUri("//Alice");
export const MINERS = 4;
export const FIRST_RULES = { tempo: 20, weightsRateLimit: 8 };

/** The embedded chain, in memory. */
export async function simulateEmbedded(): Promise<SimulatedChain> {
  const keys = [validator, ...Array.from({ length: MINERS }, (_, index) => keyFromUri(`//Miner${index}`))];
  const real = await openLocalChain({
    netuid: NETUID,
    hyperparameters: FIRST_RULES,
    neurons: keys.map(({ address }, uid) => ({
      hotkey: address,
      coldkey: address,
      stakeRao: uid === 0 ? "1000000000000" : "0",
    })),
  });
  const landings: Landing[] = [];
  const setWeights: Chain["setWeights"] = async (...parameters) => {
    const result = await real.setWeights(...parameters);
    landings.push({ block: result.block, mode: result.mode, weights: parameters[2] });
    return result;
  };
  return {
    chain: withMethods(real, { setWeights }),
    netuid: NETUID,
    landings,
    waiting: () => real.waitingCalls,
    change({ commitReveal, ...change }) {
      const all = { ...change, ...(commitReveal === undefined ? {} : { commitReveal: { enabled: commitReveal } }) };
      real.changeHyperparameters(NETUID, all).catch((thrown: unknown) => {
        throw thrown;
      });
    },
    produce: () => real.produceBlock(),
    close: () => real.close(),
  };
}

/** A chain with some of its methods replaced. */
export function withMethods(real: Chain, methods: Partial<Chain>): Chain {
  return new Proxy(real, {
    get(target, name) {
      const replaced: unknown = Reflect.get(methods, name);
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
