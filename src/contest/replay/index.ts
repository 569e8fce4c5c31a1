export { beaconBlocks } from "./beacon-blocks.ts";
export { commitmentSubject, readContestant, type Contestant } from "./contestant.ts";
export { ContestReplay, type ContestReplayOptions, type ReplayNeed, type ReplayNote } from "./contest-replay.ts";
export { evidenceDocument, evidenceDocumentSchema, evidenceHash, type EvidenceDocument } from "./evidence-document.ts";
export type { ChallengerState, ContestState, Crowning, QualificationState } from "./replay-state.ts";
export type { PlacedRollout, ReplayShard } from "./replay-shard.ts";
export { questionsOf, roundChallenges, type RoundPlan, type RoundQuestion } from "./round-plan.ts";
export type { Placed, ShardBook } from "./shard-book.ts";
export type { Standing } from "./standing.ts";
