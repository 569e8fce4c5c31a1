import { AffineError } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import { hasValidSignature, type Extrinsic } from "../block/extrinsic.ts";
import { applyCall } from "../calls/apply-call.ts";
import type { ChainState } from "../state/chain-state.ts";
import { dispatchError } from "./dispatch-failure.ts";

/**
 * What the pool refuses before a block sees it: another chain's calls, used nonces, forged signatures, and calls of
 * hotkeys that are registered nowhere (so that strangers cannot fill the chain with calls that fail).
 *
 * @throws AffineError `chain_rejected` with the network's name of the fault in `details.name`.
 */
export function admit(extrinsic: Extrinsic, genesis: Hex, state: ChainState, waitingOfHotkey: number): void {
  if (extrinsic.genesis !== genesis) {
    throw refuse("WrongGenesis", `The call was signed for the chain ${extrinsic.genesis}; this one is ${genesis}.`);
  }
  const nonce = (state.nonces.get(extrinsic.hotkey) ?? 0) + waitingOfHotkey;
  if (extrinsic.nonce < nonce) throw refuse("Stale", `The nonce ${extrinsic.nonce} was used; ${nonce} is next.`);
  if (extrinsic.nonce > nonce) throw refuse("Future", `The nonce ${extrinsic.nonce} leaves a gap; ${nonce} is next.`);
  if (!hasValidSignature(extrinsic)) throw refuse("BadProof", `The signature is not that of ${extrinsic.hotkey}.`);
  // The network's pool refuses it likewise (custom error 15): everybody could read such a commit at once.
  if (extrinsic.call === "commit_timelocked_weights" && extrinsic.args.revealRound < state.number) {
    throw refuse("InvalidRevealRound", `Round ${extrinsic.args.revealRound} is out; the newest is ${state.number}.`);
  }
  const known = [...state.subnets.values()].some(({ uids }) => uids.has(extrinsic.hotkey));
  if (known || extrinsic.call === "register") return;
  const result = applyCall(state, extrinsic.hotkey, extrinsic);
  if (!result.ok) throw dispatchError(result.error);
}

function refuse(name: string, message: string): AffineError {
  return new AffineError("chain_rejected", `The chain refused the call: ${message}`, { details: { name } });
}
