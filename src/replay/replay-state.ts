import type { Contender, PendingCrown, StakedShare, TestEvidence } from "../mechanism/index.ts";
import type { Contestant } from "./contestant.ts";
import type { Standing } from "./standing.ts";

/** A model tried for itself, while nobody reigns. */
export interface QualificationState {
  readonly kind: "qualification";
  readonly state: "open" | "qualified" | "ended";
  readonly rounds: number;
  /** Σ of its scores over rounds and environments, thousandths. */
  readonly sumThousandths: number;
}

/** A challenger and where its test stands. */
export interface ChallengerState {
  readonly contestant: Contestant;
  readonly trial:
    { readonly kind: "queued" } | QualificationState | { readonly kind: "test"; readonly evidence: TestEvidence };
  readonly admittedBlock: number | null;
  readonly epsBp: number | null;
}

/** How somebody became champion. */
export interface Crowning {
  readonly contestant: Contestant;
  readonly block: number;
  /** Rounds that counted in the test, or in the qualification, that it won; bad ones count. */
  readonly rounds: number;
  /** False for a first champion, which had to be better than a blind guess, and for a successor on a vacant throne. */
  readonly byTest: boolean;
  /** Lower 95% bound of its mean gain, basis points. */
  readonly gainBp: number;
}

/** Everything the contest has decided as of a block, with the evidence. */
export interface ContestState {
  /** As of which block: records of later rounds do not count yet. */
  readonly block: number;
  /** Last round played; -1 before the first. */
  readonly round: number;
  readonly reign: number;
  readonly champion: (Contender & { readonly contestant: Contestant; readonly crownedBlock: number }) | null;
  /** Sums of the champion's scores, thousandths an environment, and the answers of each that they are over. */
  readonly championScores: { readonly sumThousandths: readonly number[]; readonly answers: number } | null;
  /** Oldest first. */
  readonly crownings: readonly Crowning[];
  readonly anchorsBp: readonly (number | null)[];
  readonly pendingCrown: PendingCrown | null;
  /** Whether the champion answers too little to be paid. */
  readonly unpaid: boolean;
  /** Whether the tests rest until the champion's host answers again. */
  readonly resting: boolean;
  /** In order of commitment. */
  readonly challengers: readonly ChallengerState[];
  readonly standings: readonly Standing[];
  readonly validators: readonly StakedShare[];
  /** Hashes of the snapshots that rest on their own list, oldest first. */
  readonly roots: readonly string[];
}
