import { AffineError } from "../../../core/index.ts";
import type { BlockRef } from "../../chain.ts";
import type { SubnetState } from "../state/chain-state.ts";
import { nextEpochBlock } from "../state/epoch.ts";
import type { ViewName, Views } from "./chain-node.ts";
import type { PastBlock } from "./history.ts";

type Reader<Name extends ViewName> = (subnet: SubnetState, netuid: number, block: BlockRef) => Views[Name];

const readers: { readonly [Name in ViewName]: Reader<Name> } = {
  metagraph: (subnet, netuid, block) => ({
    netuid,
    block,
    neurons: subnet.neurons.map(({ stakeRao, ...neuron }, uid) => ({ uid, ...neuron, stakeRao: String(stakeRao) })),
  }),
  hyperparameters: ({ hyperparameters }) => {
    const { tempo, weightsRateLimit, commitReveal, versionKey, stakeThresholdRao } = hyperparameters;
    const { minAllowedWeights, maxWeightLimit, immunityBlocks } = hyperparameters;
    const limits = { minAllowedWeights, maxWeightLimit, immunityBlocks, stakeThresholdRao: String(stakeThresholdRao) };
    return { tempo, weightsRateLimit, commitReveal, versionKey, ...limits };
  },
  reveals: (subnet) => [...subnet.revealed],
  commitments: (subnet) => [...subnet.commitments],
  weights: (subnet) =>
    [...subnet.weights].map(([validator, vector]) => [validator, vector.filter(([, share]) => share > 0)]),
  epoch: (subnet) => ({
    index: subnet.epoch.index,
    startBlock: subnet.epoch.lastBlock,
    nextBlock: nextEpochBlock(subnet),
  }),
};

/** @throws AffineError `not_found` for a subnet that this chain does not have. */
export function view<Name extends ViewName>(name: Name, netuid: number, { state, ref }: PastBlock): Views[Name] {
  const subnet = state.subnets.get(netuid);
  if (subnet === undefined) {
    throw new AffineError("not_found", `The embedded chain has no subnet ${netuid}.`, {
      hint: `It has ${[...state.subnets.keys()].join(", ")}.`,
    });
  }
  return readers[name](subnet, netuid, ref);
}
