import { withEntry, withoutEntry, withSubnet, type ChainState, type SubnetState } from "../state/chain-state.ts";
import { withPermits } from "../state/permits.ts";
import type { RootCall } from "./call.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";

type Args = Extract<RootCall, { call: "sudo_replace_neuron" }>["args"];

/**
 * A newcomer takes a uid, as on the network when somebody registers in a full subnet; who goes is named here, where the
 * network takes who earns least. Nothing stays of the one before: no stake, no commitment, no weights of its own. What
 * others gave to the uid still stands in their rows, and counts for nobody (`incentives`).
 */
export function replaceNeuron(
  state: ChainState,
  subnet: SubnetState,
  { netuid, uid, hotkey, coldkey }: Args,
): DispatchResult {
  const old = subnet.neurons[uid];
  if (old === undefined) return refusal("InvalidUid", `Subnet ${netuid} has no uid ${uid}.`);
  if (subnet.uids.has(hotkey)) {
    return refusal("HotKeyAlreadyRegisteredInSubNet", `${hotkey} is registered in subnet ${netuid} already.`);
  }
  const neuron = {
    hotkey,
    coldkey,
    stakeRao: 0n,
    validatorPermit: false,
    lastUpdate: 0,
    incentive: 0,
    registeredAt: state.number,
  };
  const next: SubnetState = {
    ...subnet,
    neurons: subnet.neurons.map((present, at) => (at === uid ? neuron : present)),
    uids: withEntry(withoutEntry(subnet.uids, old.hotkey), hotkey, uid),
    weights: withoutEntry(subnet.weights, uid),
    commits: subnet.commits.filter((commit) => commit.hotkey !== old.hotkey),
    commitments: withoutEntry(subnet.commitments, old.hotkey),
    sealed: withoutEntry(subnet.sealed, old.hotkey),
    revealed: withoutEntry(subnet.revealed, old.hotkey),
    usedSpace: withoutEntry(subnet.usedSpace, old.hotkey),
  };
  return {
    ok: true,
    state: withSubnet(state, netuid, withPermits(next)),
    event: { name: "NeuronRegistered", netuid, uid },
  };
}
