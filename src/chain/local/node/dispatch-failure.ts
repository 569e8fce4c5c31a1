import { AffineError } from "../../../core/index.ts";
import type { DispatchError } from "../calls/dispatch-result.ts";

const HINTS: Readonly<Record<string, string>> = {
  SettingWeightsTooFast: "Wait for the block in details.untilBlock.",
  SpaceLimitExceeded: "Wait for the next epoch: details.untilBlock.",
  HotKeyNotRegisteredInSubNet: "Register the hotkey first.",
  AccountNotAllowedCommit: "Register the hotkey first.",
  NeuronNoValidatorPermit: "Setting weights takes a validator permit: more stake.",
  NotEnoughStakeToSetWeights: "Add stake.",
  WeightVecLengthIsLow: "Name more uids: the subnet's min_allowed_weights says how many.",
  MaxWeightExceeded: "The subnet's owner must raise max_weight_limit.",
  IncorrectWeightVersionKey: "Update this program, or pass the subnet's version key.",
  CommittingWeightsTooFast: "Wait for the block in details.untilBlock.",
  TooManyUnrevealedCommits: "Wait for the next epoch.",
  CommitRevealEnabled: "Read the hyperparameters again: the subnet wants commit-reveal.",
  CommitRevealDisabled: "Read the hyperparameters again: the subnet wants plain weights.",
  IncorrectCommitRevealVersion: "Update this program: the subnet speaks another version of commit-reveal.",
  InvalidRevealRound: "Seal the weights again, for a later round.",
};

/** The project's error for the chain's: `chain_rate_limited` where waiting helps, else `chain_rejected`. */
export function dispatchError({ name, message, untilBlock }: DispatchError): AffineError {
  const code = untilBlock === undefined ? "chain_rejected" : "chain_rate_limited";
  const hint = HINTS[name];
  return new AffineError(code, `${name}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    details: { name, ...(untilBlock === undefined ? {} : { untilBlock }) },
  });
}
