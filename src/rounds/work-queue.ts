import type { Job, JobResult } from "./job.ts";
import type { TurnJournal } from "./turn-journal.ts";

export interface QueueSize {
  readonly pending: number;
  readonly claimed: number;
  /** Results that nobody has acknowledged yet. */
  readonly done: number;
  /** Entries that could not be read; kept aside for inspection. */
  readonly broken: number;
}

/** Why jobs of a lane wait although there are runners. */
export interface FullLane {
  /** Milliseconds of the pause that are left; 0 where the limit is reached. */
  readonly heldMs: number;
}

/** A job that one runner holds. */
export interface Claim {
  readonly job: Job;
  /** The turns that were answered, where the question has many. They outlive the claim, until the job is done. */
  readonly journal: TurnJournal;
  /** Aborts when the job may be somebody else's soon: whoever works on it must end at once. Left out: never. */
  readonly lost?: AbortSignal;
  /** Nobody, on no machine, begins a job of this lane for so long: its host asked for it. Left out: a matter of the process. */
  hold?(durationMs: number): Promise<void>;
  /**
   * Hands the result over; durable when resolved.
   *
   * @returns false when the lease was lost or somebody else had handed over a result: the first one stands.
   */
  complete(result: JobResult): Promise<boolean>;
  /** Gives the job back, undone. */
  release(): Promise<void>;
}

/**
 * Work between the validator, which adds jobs and takes results, and runners, which do them. A job is done at least
 * once: one whose runner died returns by itself. Doing it twice is harmless, since records are idempotent.
 * Adapters: `spool` (embedded: a folder, shared by processes of one machine); `bull` (BullMQ on Redis or Valkey, any number
 * of machines).
 */
export interface WorkQueue {
  /**
   * Adds jobs, all or none; durable when resolved. Jobs already in the queue, in whatever state, change nothing.
   *
   * @returns `refused` when there is no room for them.
   */
  add(jobs: readonly Job[]): Promise<"added" | "refused">;
  /** The first free job in order of id; `undefined` when there is none for the lanes left. */
  claim(options?: { exceptLanes?: ReadonlySet<string> }): Promise<Claim | undefined>;
  /** Resolves when something may have changed: a job to claim, a result to take; at the latest after a short while. */
  waitForChange(signal?: AbortSignal): Promise<void>;
  /** Results not yet acknowledged, in order of id. */
  results(limit: number): Promise<JobResult[]>;
  /** Forgets results, once their records are durable elsewhere. */
  acknowledge(ids: readonly string[]): Promise<void>;
  size(): Promise<QueueSize>;
  /**
   * Lanes with jobs that nobody may begin now, as last seen: their limit over all runners is reached, or their host asked
   * for a pause. Left out: limits are the process's own.
   */
  fullLanes?(): ReadonlyMap<string, FullLane>;
  /**
   * Whoever works here is about to end: a server that does not answer is given up after a moment, so that nothing waits
   * for it. Left out: there is no server.
   */
  hurry?(): void;
  /** Gives back the jobs claimed through this object, where the queue can be reached, and lets go of the queue. */
  close(): Promise<void>;
}
