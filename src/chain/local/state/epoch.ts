import type { SubnetState } from "./chain-state.ts";
import { MAX_TEMPO } from "./genesis.ts";
import { incentives } from "./incentives.ts";

/** Block at which the next epoch runs, should nobody change the tempo. */
export function nextEpochBlock({ epoch, hyperparameters }: SubnetState): number {
  return epoch.lastBlock + hyperparameters.tempo;
}

/** Whether a block begins an epoch: `should_run_epoch` of the subtensor pallet, without epochs that an owner triggers. */
export function isEpochDue(subnet: SubnetState, block: number): boolean {
  return block >= nextEpochBlock(subnet) || subnet.epoch.blocksSinceLastStep + 1 > MAX_TEMPO;
}

/**
 * Moves the scheduler on by a block and runs the epoch when it is due: `run_coinbase` of the subtensor pallet, without
 * emission.
 */
export function stepEpoch(subnet: SubnetState, block: number): SubnetState {
  if (!isEpochDue(subnet, block)) {
    return { ...subnet, epoch: { ...subnet.epoch, blocksSinceLastStep: subnet.epoch.blocksSinceLastStep + 1 } };
  }
  const shares = incentives(subnet);
  return {
    ...subnet,
    neurons: subnet.neurons.map((neuron, uid) => ({ ...neuron, incentive: shares[uid] ?? 0 })),
    epoch: { index: subnet.epoch.index + 1, lastBlock: block, blocksSinceLastStep: 0 },
  };
}
