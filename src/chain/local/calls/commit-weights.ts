import { withNeuron, withSubnet, type ChainState } from "../state/chain-state.ts";
import type { Call } from "./call.ts";
import { refusal, type DispatchResult } from "./dispatch-result.ts";
import { firstAllowedBlock } from "./set-weights.ts";

type Args = Extract<Call, { call: "commit_timelocked_weights" }>["args"];

/** Commits of one hotkey that may wait in an epoch (`internal_commit_timelocked_weights` of the subtensor pallet). */
export const MAX_UNREVEALED_COMMITS = 10;

/**
 * `commit_timelocked_weights`: the checks in the order in which the subtensor pallet makes them. Nobody looks into the
 * commit before its round; permit and vector are checked when it opens, and stake again.
 */
export function commitWeights(state: ChainState, hotkey: string, args: Args): DispatchResult {
  const { netuid, commit, revealRound, commitRevealVersion } = args;
  const subnet = state.subnets.get(netuid);
  if (subnet === undefined) return refusal("MechanismDoesNotExist", `There is no subnet ${netuid}.`);
  const { commitReveal } = subnet.hyperparameters;
  if (!commitReveal.enabled) return refusal("CommitRevealDisabled", `Subnet ${netuid} takes plain weights only.`);
  if (commitRevealVersion !== commitReveal.version) {
    const versions = `version ${commitReveal.version} of commit-reveal, not ${commitRevealVersion}`;
    return refusal("IncorrectCommitRevealVersion", `Subnet ${netuid} speaks ${versions}.`);
  }
  const uid = subnet.uids.get(hotkey);
  if (uid === undefined) {
    return refusal("HotKeyNotRegisteredInSubNet", `${hotkey} is not registered in subnet ${netuid}.`);
  }
  // On the network the pool refuses these already (`SubtensorTransactionExtension`).
  if ((subnet.neurons[uid]?.stakeRao ?? 0n) < subnet.hyperparameters.stakeThresholdRao) {
    return refusal("NotEnoughStakeToSetWeights", `uid ${uid} has less stake than setting weights takes.`);
  }
  const allowedAt = firstAllowedBlock(subnet, uid);
  if (state.number < allowedAt) {
    const since = `uid ${uid} committed or set weights at block ${subnet.neurons[uid]?.lastUpdate ?? 0}`;
    return refusal("CommittingWeightsTooFast", `${since}; block ${allowedAt} is the first to take more.`, allowedAt);
  }
  const epoch = subnet.epoch.index;
  const waiting = subnet.commits.filter((other) => other.hotkey === hotkey && other.epoch === epoch).length;
  if (waiting >= MAX_UNREVEALED_COMMITS) {
    return refusal("TooManyUnrevealedCommits", `${waiting} commits of ${hotkey} wait for their reveal already.`);
  }
  const added = { hotkey, epoch, block: state.number, sealed: commit, round: revealRound };
  const next = { ...withNeuron(subnet, uid, { lastUpdate: state.number }), commits: [...subnet.commits, added] };
  const event = { name: "TimelockedWeightsCommitted", netuid, uid };
  return { ok: true, state: withSubnet(state, netuid, next), event };
}
