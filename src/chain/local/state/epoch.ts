import type { SubnetState } from "./chain-state.ts";
import { MAX_TEMPO } from "./genesis.ts";
import { incentives } from "./incentives.ts";

/** Block at which the next epoch runs, should nobody change the tempo. */
export function nextEpochBlock({ epoch, hyperparameters }: SubnetState): number {
  return epoch.lastBlock + hyperparameters.tempo;
}

/**
 * Moves the scheduler on by a block and runs the epoch when it is due: `run_coinbase` and `should_run_epoch` of the
 * subtensor pallet, without emission and without epochs that an owner triggers.
 */
export function stepEpoch(subnet: SubnetState, block: number): SubnetState {
  const blocksSinceLastStep = subnet.epoch.blocksSinceLastStep + 1;
  if (block < nextEpochBlock(subnet) && blocksSinceLastStep <= MAX_TEMPO) {
    return { ...subnet, epoch: { ...subnet.epoch, blocksSinceLastStep } };
  }
  const shares = incentives(subnet);
  return {
    ...subnet,
    neurons: subnet.neurons.map((neuron, uid) => ({ ...neuron, incentive: shares[uid] ?? 0 })),
    epoch: { index: subnet.epoch.index + 1, lastBlock: block, blocksSinceLastStep: 0 },
  };
}
