import { isWithin } from "../../conditions/index.ts";
import { withEntry, withNeuron, withSubnet, type ChainState, type SubnetState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import { refusal, type DispatchError, type DispatchResult } from "./dispatch-result.ts";

type Args = Extract<Call, { call: "set_weights" }>["args"];
type Vector = Pick<Args, "versionKey"> & { readonly dests: readonly number[]; readonly weights: readonly number[] };
type Placed = { readonly ok: true; readonly subnet: SubnetState; readonly uid: number } | Refused;
type Refused = { readonly ok: false; readonly error: DispatchError };

/** `set_weights`: the checks in the order in which the subtensor pallet makes them. */
export function setWeights(state: ChainState, hotkey: string, args: Args): DispatchResult {
  const { netuid, dests, weights } = args;
  const subnet = state.subnets.get(netuid);
  if (subnet?.hyperparameters.commitReveal.enabled === true) {
    return refusal("CommitRevealEnabled", `Subnet ${netuid} takes weights by commit-reveal only.`);
  }
  if (subnet === undefined) {
    return dests.length === weights.length
      ? refusal("MechanismDoesNotExist", `There is no subnet ${netuid}.`)
      : unequal(args);
  }
  const placed = placeWeights(subnet, state.number, hotkey, args);
  if (!placed.ok) return placed;
  const event = { name: "WeightsSet", netuid, uid: placed.uid };
  return { ok: true, state: withSubnet(state, netuid, placed.subnet), event };
}

/**
 * Puts weights in place, or says why not: what `set_weights` does, and the reveal of a commit. Under commit-reveal the
 * rate limit and LastUpdate are the commit's and not looked at here (`internal_set_weights` of the subtensor pallet).
 */
export function placeWeights(subnet: SubnetState, block: number, hotkey: string, vector: Vector): Placed {
  const { dests, weights, versionKey } = vector;
  const { neurons, hyperparameters } = subnet;
  if (dests.length !== weights.length) return unequal(vector);
  if (dests.length > neurons.length) {
    return refusal(
      "UidsLengthExceedUidsInSubNet",
      `${dests.length} uids are more than the ${neurons.length} there are.`,
    );
  }
  const uid = subnet.uids.get(hotkey);
  const neuron = uid === undefined ? undefined : neurons[uid];
  if (uid === undefined || neuron === undefined) {
    return refusal("HotKeyNotRegisteredInSubNet", `${hotkey} is not registered in this subnet.`);
  }
  if (neuron.stakeRao < hyperparameters.stakeThresholdRao) {
    return refusal("NotEnoughStakeToSetWeights", `uid ${uid} has less stake than setting weights takes.`);
  }
  if (hyperparameters.versionKey !== 0 && versionKey < hyperparameters.versionKey) {
    const wanted = hyperparameters.versionKey;
    return refusal("IncorrectWeightVersionKey", `The version key ${versionKey} is below the subnet's ${wanted}.`);
  }
  const plain = !hyperparameters.commitReveal.enabled;
  const allowedAt = firstAllowedBlock(subnet, uid);
  if (plain && block < allowedAt) {
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
  if (
    !onlyItself &&
    !isWithin(new Map(dests.map((dest, index) => [dest, shares[index] ?? 0])), hyperparameters.maxWeightLimit)
  ) {
    const most = hyperparameters.maxWeightLimit;
    return refusal("MaxWeightExceeded", `One uid gets more than ${most} in 65535 of the weights.`);
  }
  const pairs = dests.map((dest, index) => [dest, shares[index] ?? 0] as const);
  const stored = plain ? withNeuron(subnet, uid, { lastUpdate: block }) : subnet;
  return { ok: true, subnet: { ...stored, weights: withEntry(subnet.weights, uid, pairs) }, uid };
}

/** First block in which a uid may set or commit weights again; 0 when it never did (`check_rate_limit`). */
export function firstAllowedBlock(subnet: SubnetState, uid: number): number {
  const lastUpdate = subnet.neurons[uid]?.lastUpdate ?? 0;
  return lastUpdate === 0 ? 0 : lastUpdate + subnet.hyperparameters.weightsRateLimit;
}

function unequal({ dests, weights }: Pick<Vector, "dests" | "weights">): Refused {
  return refusal("WeightVecNotEqualSize", `${dests.length} uids came with ${weights.length} weights.`);
}

/** Scales so that the largest is 65535, rounding halves up, as `vec_u16_max_upscale_to_u16` does. */
function upscale(weights: readonly number[]): number[] {
  const largest = weights.reduce((max, weight) => Math.max(max, weight), 0);
  return largest === 0
    ? [...weights]
    : weights.map((weight) => Math.floor((weight * 65_535 * 2 + largest) / (largest * 2)));
}
