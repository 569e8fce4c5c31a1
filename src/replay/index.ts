/** Records to champion: the contest as it follows from signed records, for everybody alike. See docs/records.md. */
export { beaconBlocks } from "./beacon-blocks.ts";
export { snapshotHash, type AcceptedSnapshot } from "./choose-snapshot.ts";
export { commitmentSubject, readContestant, type Contestant } from "./contestant.ts";
export { ContestReplay } from "./contest-replay.ts";
export { ChainCursor } from "./driver/chain-cursor.ts";
export { ContestDriver } from "./driver/contest-driver.ts";
export type { DriverOptions, ReplayFetch } from "./driver/driver-options.ts";
export { PresentWords } from "./driver/present-words.ts";
export type { SavedDriver } from "./driver/saved-driver.ts";
export { StoreShards, type Positions, type ShardSource } from "./driver/shard-source.ts";
export { evidenceDocument, evidenceDocumentSchema, evidenceHash, type EvidenceDocument } from "./evidence-document.ts";
export { isOwnFailure } from "./own-failures.ts";
export type { ContestReplayOptions, ReplayNeed, ReplayNote } from "./replay-options.ts";
export type { ChallengerState, ContestState, Crowning, QualificationState } from "./replay-state.ts";
export type { PlacedRollout, ReplayShard } from "./replay-shard.ts";
export {
  championRulesSchema,
  contestRules,
  contestRulesSchema,
  questionsPerRound,
  requestRulesSchema,
  rulesHash,
  type ChampionRules,
  type ContestRules,
  type RequestRules,
  type RulesOptions,
} from "./rules.ts";
export { questionsOf, roundChallenges, type RoundPlan, type RoundQuestion } from "./round-plan.ts";
export type { Placed } from "./placed-records.ts";
export type { ShardBook } from "./shard-book.ts";
export { participants, readParticipants, type ParticipantsView } from "./participants.ts";
export { disputeBlocks } from "./played-round.ts";
export { isHeard, SILENT_EPOCHS } from "./silence.ts";
export type { Standing } from "./standing.ts";
export { isMajority, majorityBlock, partOf } from "./majority.ts";
