import { withEntry, withSubnet, type ChainState, type SubnetState } from "../state/chain-state.ts";
import { withPermits } from "../state/permits.ts";
import type { Call } from "./call.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";

type Args = Extract<Call, { call: "register" }>["args"];

/** Gives a hotkey the next uid, with the stake it asks for: there is no money here. Nobody is ever replaced. */
export function register(state: ChainState, hotkey: string, { netuid, coldkey, stakeRao }: Args): DispatchResult {
  const subnet = state.subnets.get(netuid);
  if (subnet === undefined) return refusal("SubnetNotExists", `There is no subnet ${netuid}.`);
  if (subnet.uids.has(hotkey)) {
    return refusal("HotKeyAlreadyRegisteredInSubNet", `${hotkey} is registered in subnet ${netuid} already.`);
  }
  if (subnet.neurons.length >= subnet.hyperparameters.maxUids) {
    return refusal("NoNeuronIdAvailable", `Subnet ${netuid} is full.`);
  }
  const uid = subnet.neurons.length;
  const neuron = {
    hotkey,
    coldkey,
    stakeRao: BigInt(stakeRao),
    validatorPermit: false,
    lastUpdate: 0,
    incentive: 0,
    registeredAt: state.number,
  };
  const next: SubnetState = {
    ...subnet,
    neurons: [...subnet.neurons, neuron],
    uids: withEntry(subnet.uids, hotkey, uid),
  };
  return {
    ok: true,
    state: withSubnet(state, netuid, withPermits(next)),
    event: { name: "NeuronRegistered", netuid, uid },
  };
}
