/** The validator's loop: read, hold rounds, decide, set weights, prove that they landed. See docs/validator-loop.md. */
export { RecordsDirectory, type RecordsDirectoryOptions } from "./records-directory.ts";
export type { Alarm } from "./alarms.ts";
export type {
  BoundsBp,
  ChallengerStatus,
  ContestModel,
  ContestStatus,
  CrownStatus,
  WealthStatus,
} from "./v2/contest-status.ts";
export type { Inspect, InspectedKey, Inspection } from "./v2/inspector.ts";
export { checkCheckpoint, type CheckedCheckpoint } from "./v2/checkpoint/check-checkpoint.ts";
export { CheckpointFile, readAnyCheckpoint } from "./v2/checkpoint/checkpoint-file.ts";
export type { ContestCheckpoint } from "./v2/checkpoint/contest-checkpoint.ts";
export { computeWeights, type ComputedWeights } from "./compute-weights.ts";
export { shadowOf } from "./shadow-of.ts";
export { decide, type Decision } from "./decision.ts";
export {
  nextWeightAction,
  type WaitReason,
  type WeightAction,
  type WeightAttempt,
  type WeightState,
} from "./next-weight-action.ts";
export { Results, type ResultsOptions, type ResultWindow } from "./window/results.ts";
export type { EnvironmentScore, LeaderboardRow, ValidatorStatus } from "./status.ts";
export { Validator, type ValidatorEvents } from "./validator.ts";
export { queueFolder, type ValidatorOptions } from "./validator-options.ts";
export { retryBlockAfter, weightErrorClass, type WeightErrorClass } from "./weight-error.ts";
export { WeightSetter, type ConfirmedWeights, type WeightSetterOptions, type WeightView } from "./weight-setter.ts";
export { BlockHashes } from "./v2/block-hashes.ts";
export { decisionOf } from "./v2/decision-of.ts";
export { RecordedBoard } from "./recorded-board.ts";
export { viewContest } from "./v2/contest-view.ts";
export { ChainFetch } from "./v2/replay-fetch.ts";
