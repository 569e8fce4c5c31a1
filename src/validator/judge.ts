import type { ContestStatus, ReplayProgress } from "./v2/contest-status.ts";
import type { ChainView } from "./chain-view.ts";
import type { Decision } from "./decision.ts";
import type { RolloutRecord } from "../record/index.ts";

/** Rounds that a validator held. */
export interface RoundCounts {
  /** Last round scheduled; `null` before the first. */
  readonly last: number | null;
  readonly held: number;
  /** Given up: after a downtime, for lack of room in the queue or for lack of their beacon. */
  readonly skipped: number;
}

/** What the loop asks of a mechanism: read what is new, decide, hold rounds. */
export interface Judge {
  /** Loops of its own beside the validator's: each step is done again and again, and its failure is the alarm named. */
  readonly loops: Readonly<Record<string, (signal: AbortSignal) => Promise<void>>>;
  readonly rounds: RoundCounts;
  /** Own rollouts that are on record and decide, or did lately. */
  readonly ownRecords: number;
  /** False while there is too little to decide by: weights then wait for the last quarter of their window. */
  readonly settled: boolean;
  /** State of champion and challengers, where the mechanism has them. */
  readonly contest: ContestStatus | null;
  /** While the contest is read up to now, after a start or when late records change it; `null` otherwise. */
  readonly replaying: ReplayProgress | null;
  /** Scores from before a start are still being read. */
  readonly readingScores: boolean;
  /** An own rollout, as soon as it is durable. */
  add(record: RolloutRecord): void;
  /** Decides as of a block; `undefined` while it cannot. @throws AffineError of chain or store: call again. */
  decide(view: ChainView): Promise<Decision | undefined>;
  /** Lets go of what runs beside the loops. */
  close?(): Promise<void>;
  /** A block was decided: seals what is due, in the background. It waits neither for the queue nor for rounds. */
  followed?(view: ChainView): void;
  /** Holds the rounds that are due. @throws AffineError of chain or queue: call again. */
  schedule(view: ChainView): Promise<void>;
}
