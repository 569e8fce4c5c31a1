import type { SubnetState } from "./chain-state.ts";

/**
 * Validator permits for the highest stakes that are above zero and not below the threshold; the lower uid wins a tie.
 * On the network they change at epochs; here at once, whenever a stake does.
 */
export function withPermits(subnet: SubnetState): SubnetState {
  const { maxValidators, stakeThresholdRao } = subnet.hyperparameters;
  const ranked = subnet.neurons
    .map(({ stakeRao }, uid) => ({ stakeRao, uid }))
    .filter(({ stakeRao }) => stakeRao > 0n && stakeRao >= stakeThresholdRao)
    .sort((a, b) => (a.stakeRao === b.stakeRao ? a.uid - b.uid : a.stakeRao > b.stakeRao ? -1 : 1));
  const permitted = new Set(ranked.slice(0, maxValidators).map(({ uid }) => uid));
  const neurons = subnet.neurons.map((neuron, uid) =>
    neuron.validatorPermit === permitted.has(uid) ? neuron : { ...neuron, validatorPermit: permitted.has(uid) },
  );
  return { ...subnet, neurons };
}
