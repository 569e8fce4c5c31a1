import { withEntry, withNeuron, withSubnet, type ChainState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";

type Args = Extract<Call, { call: "set_weights" }>["args"];

/** The checks of `set_weights` in the order in which the subtensor pallet makes them. */
export function setWeights(state: ChainState, hotkey: string, args: Args): DispatchResult {
  const { netuid, dests, weights, versionKey } = args;
  const subnet = state.subnets.get(netuid);
  if (subnet?.hyperparameters.commitReveal.enabled === true) {
    return refusal("CommitRevealEnabled", `Subnet ${netuid} takes weights by commit-reveal only.`);
  }
  if (dests.length !== weights.length) {
    return refusal("WeightVecNotEqualSize", `${dests.length} uids came with ${weights.length} weights.`);
  }
  if (subnet === undefined) return refusal("MechanismDoesNotExist", `There is no subnet ${netuid}.`);
  const { neurons, hyperparameters } = subnet;
  if (dests.length > neurons.length) {
    return refusal(
      "UidsLengthExceedUidsInSubNet",
      `${dests.length} uids are more than the ${neurons.length} there are.`,
    );
  }
  const uid = subnet.uids.get(hotkey);
  const neuron = uid === undefined ? undefined : neurons[uid];
  if (uid === undefined || neuron === undefined) {
    return refusal("HotKeyNotRegisteredInSubNet", `${hotkey} is not registered in subnet ${netuid}.`);
  }
  if (neuron.stakeRao < hyperparameters.stakeThresholdRao) {
    return refusal("NotEnoughStakeToSetWeights", `uid ${uid} has less stake than setting weights takes.`);
  }
  if (hyperparameters.versionKey !== 0 && versionKey < hyperparameters.versionKey) {
    const wanted = hyperparameters.versionKey;
    return refusal("IncorrectWeightVersionKey", `The version key ${versionKey} is below the subnet's ${wanted}.`);
  }
  const allowedAt = neuron.lastUpdate === 0 ? 0 : neuron.lastUpdate + hyperparameters.weightsRateLimit;
  if (state.number < allowedAt) {
    const since = `uid ${uid} set weights at block ${neuron.lastUpdate}`;
    return refusal("SettingWeightsTooFast", `${since}; block ${allowedAt} is the first to take new ones.`, allowedAt);
  }
  const onlyItself = dests.length === 1 && dests[0] === uid;
  if (!onlyItself && !neuron.validatorPermit) {
    return refusal("NeuronNoValidatorPermit", `uid ${uid} has no validator permit.`);
  }
  if (new Set(dests).size !== dests.length) return refusal("DuplicateUids", "A uid appears twice among the weights.");
  if (dests.some((dest) => dest >= neurons.length)) {
    return refusal("UidVecContainInvalidOne", "There are weights for a uid that does not exist.");
  }
  if (!onlyItself && weights.length < Math.min(hyperparameters.minAllowedWeights, neurons.length)) {
    const least = hyperparameters.minAllowedWeights;
    return refusal("WeightVecLengthIsLow", `${weights.length} weights are fewer than the subnet's ${least}.`);
  }
  const shares = upscale(weights);
  const vector = dests.map((dest, index) => [dest, shares[index] ?? 0] as const);
  const stored = withNeuron(subnet, uid, { lastUpdate: state.number });
  return {
    ok: true,
    state: withSubnet(state, netuid, { ...stored, weights: withEntry(subnet.weights, uid, vector) }),
    event: { name: "WeightsSet", netuid, uid },
  };
}

/** Scales so that the largest is 65535, rounding halves up, as `vec_u16_max_upscale_to_u16` does. */
function upscale(weights: readonly number[]): number[] {
  const largest = weights.reduce((max, weight) => Math.max(max, weight), 0);
  return largest === 0
    ? [...weights]
    : weights.map((weight) => Math.floor((weight * 65_535 * 2 + largest) / (largest * 2)));
}
