import type { ChainState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import type { DispatchResult } from "./dispatch-result.ts";
import { commitWeights } from "./commit-weights.ts";
import { register } from "./register.ts";
import { setCommitment, setRevealCommitment } from "./set-commitment.ts";
import { setWeights } from "./set-weights.ts";

/** Runs a hotkey's call in the block that `state` is in: a new state and an event, or a named error and no change. */
export function applyCall(state: ChainState, hotkey: string, { call, args }: Call): DispatchResult {
  switch (call) {
    case "register":
      return register(state, hotkey, args);
    case "set_commitment":
      return setCommitment(state, hotkey, args);
    case "set_reveal_commitment":
      return setRevealCommitment(state, hotkey, args);
    case "set_weights":
      return setWeights(state, hotkey, args);
    case "commit_timelocked_weights":
      return commitWeights(state, hotkey, args);
  }
}
