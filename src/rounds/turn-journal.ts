import type { KeptTurn } from "./episode-turn.ts";

/**
 * The turns of a job's episode that were answered. Who takes the job over after a failure goes on behind them: once an
 * observation was sent nothing is begun anew, else a failing host would have the best of several tries at the same dice.
 */
export interface TurnJournal {
  /** In order; `null` where the journal is there and cannot be read: then nothing may be asked. */
  readonly turns: readonly KeptTurn[] | null;
  /**
   * Keeps all turns so far; durable when resolved, and the lease of the job begins again. Called before the observation
   * that follows is sent.
   *
   * @returns false when the lease was lost: somebody else has the job, and nothing more may be asked.
   */
  keep(turns: readonly KeptTurn[]): Promise<boolean>;
}

/** A journal for jobs that belong to no queue. */
export function journalInMemory(): TurnJournal {
  return { turns: [], keep: () => Promise.resolve(true) };
}
