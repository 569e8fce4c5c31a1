/** Who wins: pure functions from the signed record to a champion and weights. No clock, no random numbers, no I/O. */
export { decideV1, decideV1Tallies, winnerV1Tallies } from "./affine-v1/decide.ts";
export type { Tally as V1Tally } from "./affine-v1/tally.ts";
export type {
  V1Decision,
  V1EnvironmentRow,
  V1Hotkey,
  V1IgnoredReason,
  V1Input,
  V1Result,
  V1Row,
} from "./affine-v1/types.ts";
export {
  lowerBoundBp,
  RunningInterval,
  type AnytimeInterval,
  type BoundedMean,
  type Counts,
} from "./affine-v2/anytime-interval.ts";
export { assignedValidator } from "./affine-v2/assignment.ts";
export { Availability } from "./affine-v2/availability.ts";
export { levelOf, TestBudget } from "./affine-v2/budget.ts";
export { ChallengeTest, type RoundRefusal } from "./affine-v2/challenge-test.ts";
export { QUESTION_COUNTS, V2_CONSTANTS, v2RulesHash, type V2NetworkChoices } from "./affine-v2/constants.ts";
export { Contest } from "./affine-v2/contest.ts";
export type { ContestOptions, PendingCrown } from "./affine-v2/contest-options.ts";
export {
  scheduleLagRounds,
  type IgnoredPart,
  type PlayedRound,
  type ScheduledRound,
} from "./affine-v2/contest-round.ts";
export type { Contender, Entry } from "./affine-v2/contender.ts";
export type { Trial } from "./affine-v2/trial.ts";
export { PACE_ROUNDS, roundsLeft, type RoundsLeft } from "./affine-v2/eta.ts";
export type { Evaluation } from "./affine-v2/evaluation.ts";
export { evidenceOf, type StreamEvidence, type TestEvidence } from "./affine-v2/evidence.ts";
export type { CrownLatches, StopReason } from "./affine-v2/latches.ts";
export { commitmentTie, compareCommitments, type CommitmentOrder } from "./affine-v2/order.ts";
export { v2Weights, type Crown, type Payment, type PaymentInput } from "./affine-v2/payment.ts";
export type { Qualification } from "./affine-v2/qualification.ts";
export { chooseServed, rankMillionths, type Ranked, type Schedulable } from "./affine-v2/ranking.ts";
export type { RoundRecord, RoundScores, RoundShape, TestRound, ValidatorShare } from "./affine-v2/round.ts";
export { validatorShares, WHOLE_SHARE, type StakedShare, type ValidatorStake } from "./affine-v2/shares.ts";
export { deltaBp, epsBp, maxRounds, testTerms, type ChampionScores, type TestTerms } from "./affine-v2/terms.ts";
export type { TestStatus } from "./affine-v2/test-status.ts";
export { wilsonIntervalBp, type IntervalBp } from "./interval.ts";
export { DEFAULT_MECHANISM, mechanism, MECHANISMS, type Mechanism, type MechanismName } from "./registry.ts";
