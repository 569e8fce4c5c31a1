import { AffineError } from "../../../core/index.ts";

const HINTS: Readonly<Record<string, string>> = {
  HotKeyNotRegisteredInSubNet: "Register the hotkey in this subnet (btcli subnets register).",
  AccountNotAllowedCommit: "Register the hotkey in this subnet (btcli subnets register).",
  NotEnoughStakeToSetWeights: "Add stake to the hotkey.",
  NeuronNoValidatorPermit: "Setting weights takes a validator permit: more stake.",
  WeightVecLengthIsLow:
    "The subnet's min_allowed_weights has changed: the next attempt names as many uids as it wants.",
  MaxWeightExceeded: "The subnet's owner must raise max_weight_limit: the winner takes all weights.",
  IncorrectWeightVersionKey: "Update this program: the subnet asks for a newer one.",
  CommitRevealEnabled: "The subnet has changed to commit-reveal: the next attempt reads its settings anew.",
  CommitRevealDisabled: "The subnet has left commit-reveal: the next attempt reads its settings anew.",
  IncorrectCommitRevealVersion: "The chain's commit-reveal has another version now: the next attempt reads it anew.",
  InvalidRevealRound: "The reveal round has passed: the next attempt encrypts for a later one.",
  TooManyUnrevealedCommits: "Ten commits wait for their reveal: the next epoch takes more.",
  SubnetNotExists: "Check AFFINE_NETUID and the network.",
  BadProof: "The chain does not accept the signature: its runtime is newer than this program, or the key is damaged.",
};

/** The chain will not do it. @param name the chain's own name of the error. */
export function rejected(name: string, where: string): AffineError {
  const hint = HINTS[name];
  return new AffineError("chain_rejected", `The chain refuses ${where}: ${name}.`, {
    ...(hint === undefined ? {} : { hint }),
    details: { name },
  });
}

/** The chain will do it from a block on. */
export function rateLimited(name: string, where: string, untilBlock: number): AffineError {
  return new AffineError("chain_rate_limited", `The chain refuses ${where} before block ${untilBlock}: ${name}.`, {
    hint: `Wait for block ${untilBlock}.`,
    details: { name, untilBlock },
  });
}
