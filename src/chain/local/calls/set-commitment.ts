import { withEntry, withoutEntry, withSubnet, type ChainState, type SubnetState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import { takeSpace } from "./commitment-space.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";

/**
 * What a timelocked field takes beyond its text: 244 bytes of ciphertext around it and 2 for the text's own length.
 * Counted although nothing is encrypted here yet, so that the space limit bites where it does on the network.
 */
const SEALED_OVERHEAD_BYTES = 246;

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

export function setRevealCommitment(
  state: ChainState,
  hotkey: string,
  { netuid, text, blocksUntilReveal }: Extract<Call, { call: "set_reveal_commitment" }>["args"],
): DispatchResult {
  const bytes = SEALED_OVERHEAD_BYTES + Buffer.byteLength(text);
  return commit(state, hotkey, netuid, bytes, "TimelockCommitment", (subnet) => ({
    ...subnet,
    commitments: withoutEntry(subnet.commitments, hotkey),
    sealed: withEntry(subnet.sealed, hotkey, { text, revealBlock: state.number + blocksUntilReveal }),
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
