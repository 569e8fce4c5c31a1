import type { Laboratory } from "./world/laboratory.ts";
import type { ModelSpec } from "./world/model.ts";
import type { QuestionPool } from "./world/questions.ts";

/** Whose a miner is; a `hopeful` is an honest one that is truly better, whose way to the crown is timed. */
export type Owner = "attacker" | "honest" | "hopeful";

/** A model that somebody commits. */
export interface Submission {
  readonly owner: Owner;
  readonly model: ModelSpec;
  /** Under affine-v2 a coldkey has one open test, and waits after futile ones. */
  readonly coldkey: string;
}

/** What anybody can see of a miner. */
export interface MinerView {
  readonly id: string;
  readonly owner: Owner;
  /** Weights are public once they are committed. */
  readonly model: ModelSpec;
  readonly committedBlock: number;
  /** `done`: its test ended without a crown, or its reign is over. Under affine-v1 everybody keeps competing. */
  readonly state: "waiting" | "competing" | "champion" | "done";
}

/** What an attacker can see when it acts. */
export interface PublicView {
  /** Blocks since the contest began, which is a day of 7,200 blocks or more before anything is measured. */
  readonly block: number;
  /** Days since the measured time began, 0 at first. */
  readonly day: number;
  readonly champion: MinerView | null;
  readonly miners: readonly MinerView[];
  /** The finite pool of questions, where there is one. */
  readonly pool: QuestionPool | null;
}

/** Of whom a lying validator writes. */
export interface Subject {
  /** It is the validator's own miner. */
  readonly own: boolean;
  readonly champion: boolean;
}

/**
 * What a validator writes down instead of the truth; `null` leaves the miner out of the round.
 *
 * @param scores thousandths per environment, as does `championScores`
 */
export type Forger = (
  subject: Subject,
  scores: readonly number[],
  championScores: readonly number[],
) => readonly number[] | null;

/** A round as who floods the champion's host sees it: the questions are public, and so are the weights. */
export interface AttackedRound {
  /** Days since the measured time began. */
  readonly day: number;
  readonly champion: MinerView;
  /** Of the attacker's challenger that would do best: its score minus the champion's, thousandths; `null` without one. */
  readonly gain: number | null;
}

/** One run of an attack. */
export interface Attempt {
  /** Committed when the measured time begins. */
  readonly start?: readonly Submission[];
  /** Called every 20 rounds of affine-v2, at every decision of affine-v1: what to commit now. */
  readonly react?: (view: PublicView) => readonly Submission[];
  /** What lying validators write. */
  readonly forger?: Forger;
  /** How many of the first validators have that forger; 1 when left out. */
  readonly liars?: number;
  /** Under affine-v2: whether the champion's host is kept from answering in a round. */
  readonly away?: (round: AttackedRound) => boolean;
  /** The incumbent is the attacker's own. */
  readonly ownsIncumbent?: boolean;
}

/** An attack: one file in this folder's `attacks`, or any module that exports one as `attack`. */
export interface Attack {
  /** Lower case with hyphens. */
  readonly name: string;
  /** One sentence: who does what. */
  readonly summary: string;
  /** Validators that it needs. */
  readonly validators?: number;
  /** Under affine-v1 questions come from a finite pool. */
  readonly poolUnderV1?: boolean;
  readonly begin: (laboratory: Laboratory) => Attempt;
}
