/** Rounds: which questions are asked when, to whom, and how an answer becomes a record. See docs/validator-loop.md. */
export { evaluateAgain, type RebuiltChallenge } from "./evaluate-again.ts";
export type { OwnVerdict, RecordFault } from "./record-fault.ts";
export { jobId, jobResultSchema, jobSchema, laneOf, type Job, type JobResult } from "./job.ts";
export { planJobs, type Asked, type AskingTime } from "./plan-jobs.ts";
export { planRound } from "./plan-round.ts";
export { saidIn, type KeptTurn } from "./episode-turn.ts";
export { samplingSeed } from "./sampling-seed.ts";
export { runJob, type JobContext, type Turn } from "./run-job.ts";
export { RunnerHealth, type RunnerState } from "./runner-health.ts";
export { DEFAULT_CONCURRENCY, Runner, type RunnerEvents, type RunnerOptions } from "./runner.ts";
export { TurnFiles } from "./turn-files.ts";
export { journalInMemory, type TurnJournal } from "./turn-journal.ts";
export { dueRounds, type DueRounds } from "./schedule.ts";
export { SpoolQueue, type SpoolOptions } from "./spool-queue.ts";
export { openWorkQueue, type OpenQueueOptions } from "./open-work-queue.ts";
export type { Claim, FullLane, QueueSize, WorkQueue } from "./work-queue.ts";
