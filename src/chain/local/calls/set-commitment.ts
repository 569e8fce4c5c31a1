import { withEntry, withoutEntry, withSubnet, type ChainState, type SubnetState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import { takeSpace } from "./commitment-space.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";

/*
 * A hotkey has one commitment, plain or sealed: a new one replaces the one before, as on the network, where a text
 * that is replaced before its block is never revealed.
 */

export function setCommitment(
  state: ChainState,
  hotkey: string,
  { netuid, text }: Extract<Call, { call: "set_commitment" }>["args"],
): DispatchResult {
  return commit(state, hotkey, netuid, Buffer.byteLength(text), "Commitment", (subnet) => ({
    ...subnet,
    commitments: withEntry(subnet.commitments, hotkey, { block: state.number, text }),
    sealed: withoutEntry(subnet.sealed, hotkey),
  }));
}

/** Nobody looks into the sealed text before its round: one that does not open vanishes then. */
export function setRevealCommitment(
  state: ChainState,
  hotkey: string,
  { netuid, sealed, round }: Extract<Call, { call: "set_reveal_commitment" }>["args"],
): DispatchResult {
  return commit(state, hotkey, netuid, sealed.length / 2, "TimelockCommitment", (subnet) => ({
    ...subnet,
    commitments: withoutEntry(subnet.commitments, hotkey),
    sealed: withEntry(subnet.sealed, hotkey, { sealed, round }),
  }));
}

function commit(
  state: ChainState,
  hotkey: string,
  netuid: number,
  bytes: number,
  event: string,
  store: (subnet: SubnetState) => SubnetState,
): DispatchResult {
  const subnet = state.subnets.get(netuid);
  if (subnet?.uids.has(hotkey) !== true) {
    return refusal("AccountNotAllowedCommit", `${hotkey} is not registered in subnet ${netuid}.`);
  }
  const space = takeSpace(subnet, hotkey, bytes);
  if (!space.ok) {
    return refusal("SpaceLimitExceeded", `${hotkey} has used up its space of this epoch.`, space.untilBlock);
  }
  return { ok: true, state: withSubnet(state, netuid, store(space.subnet)), event: { name: event, netuid } };
}
