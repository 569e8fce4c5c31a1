import { withNeuron, withSubnet, type ChainState } from "../state/chain-state.ts";
import { changedHyperparameters, localHyperparameters } from "../state/genesis.ts";
import { withPermits } from "../state/permits.ts";
import type { RootCall } from "./call.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";
import { replaceNeuron } from "./replace-neuron.ts";

/** Changes what only the chain's own process may change. A new tempo starts the present epoch anew, as on the network. */
export function administer(state: ChainState, { call, args }: RootCall): DispatchResult {
  const { netuid } = args;
  const subnet = state.subnets.get(netuid);
  if (subnet === undefined) return refusal("SubnetNotExists", `There is no subnet ${netuid}.`);
  if (call === "sudo_replace_neuron") return replaceNeuron(state, subnet, args);
  if (call !== "sudo_set_stake") {
    const hyperparameters =
      call === "sudo_set_hyperparameters"
        ? localHyperparameters(args.hyperparameters)
        : changedHyperparameters(subnet.hyperparameters, args.change);
    const moved = hyperparameters.tempo !== subnet.hyperparameters.tempo;
    const epoch = moved ? { ...subnet.epoch, lastBlock: state.number } : subnet.epoch;
    const next = withPermits({ ...subnet, hyperparameters, epoch });
    return { ok: true, state: withSubnet(state, netuid, next), event: { name: "HyperparametersSet", netuid } };
  }
  const uid = subnet.uids.get(args.hotkey);
  if (uid === undefined) {
    return refusal("HotKeyNotRegisteredInSubNet", `${args.hotkey} is not registered in subnet ${netuid}.`);
  }
  const next = withPermits(withNeuron(subnet, uid, { stakeRao: BigInt(args.stakeRao) }));
  return { ok: true, state: withSubnet(state, netuid, next), event: { name: "StakeSet", netuid, uid } };
}
