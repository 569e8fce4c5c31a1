import { SCORE_SCALE } from "./constants.ts";

/** A validator and its part of the rounds and of the voice. */
export interface ValidatorShare {
  readonly hotkey: string;
  /** A positive integer; the shares of one list are parts of their sum. */
  readonly share: number;
}

/** Scores of one miner in one round, integer thousandths per environment; `null` when it could not be reached. */
export type RoundScores = readonly number[] | null;

/** What the record says about the round of a test. */
export type RoundRecord =
  | {
      /** Recorded in time and checked. A challenger that failed, erred or could not be reached has zeros. */
      readonly kind: "answered";
      /** `null` when the champion was unavailable. */
      readonly champion: RoundScores;
      readonly challenger: readonly number[];
    }
  | {
      /** `doubled`: two different records of one round; `invalid`: a peer's evaluation differs, or it is malformed. */
      readonly kind: "missing" | "late" | "invalid" | "doubled";
    }
  | {
      /** A broken environment: void for everybody. */
      readonly kind: "void";
    };

/** One round of a test. */
export interface TestRound {
  readonly round: number;
  /** Block whose hash drew the questions. */
  readonly block: number;
  /** Hotkey to which the round belongs. */
  readonly validator: string;
  /** The validators from whom it was drawn, with their shares; the same list object for rounds that share it. */
  readonly validators: readonly ValidatorShare[];
  readonly record: RoundRecord;
}

/** Whether these are scores of that many environments, each 0..1000. */
export function isScores(scores: unknown, environments: number): scores is readonly number[] {
  if (!Array.isArray(scores) || scores.length !== environments) return false;
  for (const score of scores as unknown[]) {
    if (typeof score !== "number" || !Number.isInteger(score) || score < 0 || score > SCORE_SCALE) return false;
  }
  return true;
}

/** Whether this is a record of a round with so many environments, of a kind that is known. */
export function isRecord(record: unknown, environments: number): record is RoundRecord {
  if (typeof record !== "object" || record === null) return false;
  const { kind, champion, challenger } = record as { kind?: unknown; champion?: unknown; challenger?: unknown };
  switch (kind) {
    case "answered":
      return isScores(challenger, environments) && (champion === null || isScores(champion, environments));
    case "missing":
    case "late":
    case "invalid":
    case "doubled":
    case "void":
      return true;
    default:
      return false;
  }
}
