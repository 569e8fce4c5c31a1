import { AffineError } from "../core/index.ts";

/** What a failed weight setting means for the next one (docs/validator-loop.md). */
export type WeightErrorClass = "signer" | "wait" | "reread" | "next_epoch" | "operator" | "bug" | "in_doubt";

/** Error names of the subtensor pallets and their class. */
const CLASS_OF_NAME: Readonly<Record<string, WeightErrorClass>> = {
  SettingWeightsTooFast: "wait",
  CommittingWeightsTooFast: "wait",
  SpaceLimitExceeded: "wait",
  CommitRevealEnabled: "reread",
  CommitRevealDisabled: "reread",
  // The version is read anew for every attempt: another one than we speak stays.
  IncorrectCommitRevealVersion: "operator",
  InvalidRevealRound: "reread",
  TooManyUnrevealedCommits: "next_epoch",
  HotKeyNotRegisteredInSubNet: "operator",
  NotEnoughStakeToSetWeights: "operator",
  NeuronNoValidatorPermit: "operator",
  IncorrectWeightVersionKey: "operator",
  DuplicateUids: "bug",
  UidVecContainInvalidOne: "bug",
  // The minimum has changed: the next vector is filled as far as it says now.
  WeightVecLengthIsLow: "reread",
  MaxWeightExceeded: "operator",
  NoEpochs: "operator",
  NoRevealPeriod: "operator",
};

/** Sorts anything that setting weights threw. A name that is not known needs a person to look at it. */
export function weightErrorClass(error: unknown): WeightErrorClass {
  if (!AffineError.isInstance(error)) return "bug";
  if (error.code === "chain_rate_limited") return "wait";
  if (error.code === "chain_stale") return "reread";
  if (error.code === "signer_unavailable") return "signer";
  if (error.code === "signer_refused") {
    // The signer's chain was a block ahead of ours, or its memory is longer: LastUpdate will show the window's weights.
    return error.details["name"] === "WindowHasWeights" ? "reread" : "operator";
  }
  if (error.code === "credentials_invalid" || error.code === "credentials_missing") return "operator";
  // An answer that makes no sense may have come after the call was taken.
  if (["chain_transport", "chain_decode", "timeout"].includes(error.code)) return "in_doubt";
  if (error.code === "chain_rejected") return CLASS_OF_NAME[String(error.details["name"])] ?? "operator";
  return "bug";
}

/** Whether the chain itself has said no to this very vector, so that another may take its place. */
export function isChainsRefusal(error: unknown): boolean {
  return AffineError.isInstance(error) && (error.code === "chain_rejected" || error.code === "chain_rate_limited");
}

/** First block at which to try again. */
export function retryBlockAfter(
  error: unknown,
  at: { head: number; startBlock: number; nextBlock: number; doubtBlocks: number },
): number {
  switch (weightErrorClass(error)) {
    case "wait":
      return untilBlockOf(error) ?? at.head + 1;
    case "reread":
    case "signer":
      return at.head + 1;
    case "in_doubt":
      return at.head + at.doubtBlocks;
    case "operator":
      // Often enough to be in time once the operator has acted, rare enough not to bother the chain.
      return at.head + Math.max(1, Math.floor((at.nextBlock - at.startBlock) / 8));
    case "next_epoch":
    case "bug":
      return Math.max(at.nextBlock, at.head + 1);
  }
}

function untilBlockOf(error: unknown): number | undefined {
  const untilBlock = AffineError.isInstance(error) ? error.details["untilBlock"] : undefined;
  return typeof untilBlock === "number" && Number.isSafeInteger(untilBlock) ? untilBlock : undefined;
}
