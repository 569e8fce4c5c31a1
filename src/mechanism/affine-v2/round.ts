import { SCORE_SCALE } from "./constants.ts";

/** A validator and its part of the rounds and of the voting share. */
export interface ValidatorShare {
  readonly hotkey: string;
  /** A positive integer; the shares of one list are parts of their sum. */
  readonly share: number;
}

/**
 * Scores of one model in one round: per environment the sum over the round's questions, integer thousandths
 * (0..1000·questions). A question that was not answered adds nothing.
 */
export type RoundScores = readonly number[];

/** What the record says about the round of a test. */
export type RoundRecord =
  | {
      /** Recorded in time and checked. A challenger that failed, erred or could not be reached has zeros. */
      readonly kind: "answered";
      /** `null` while nobody reigns; in a test, where the champion's host answered nothing. */
      readonly champion: RoundScores | null;
      /** Per environment, questions that the champion's host left unanswered; none when left out. */
      readonly nulls?: readonly number[];
      /** A question that the challenger left unanswered scores 0. */
      readonly challenger: RoundScores;
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
  /** Whether the champion was unpaid before it: then nothing is gathered towards a stop, and none is made. */
  readonly unpaid?: boolean;
  readonly record: RoundRecord;
}

/** How many scores a round has. */
export interface RoundShape {
  readonly environments: number;
  /** Questions of each environment. */
  readonly questions: number;
}

/** Whether these are scores of a round of that shape, each 0..1000·questions. */
export function isScores(scores: unknown, { environments, questions }: RoundShape): scores is RoundScores {
  return isCounts(scores, environments, SCORE_SCALE * questions);
}

/** Whether these are numbers of unanswered questions of a round of that shape. */
export function isNulls(nulls: unknown, { environments, questions }: RoundShape): nulls is readonly number[] {
  return isCounts(nulls, environments, questions);
}

function isCounts(counts: unknown, length: number, most: number): counts is readonly number[] {
  if (!Array.isArray(counts) || counts.length !== length) return false;
  for (const count of counts as unknown[]) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > most) return false;
  }
  return true;
}

/** What a champion's answers say when no more than `questions` of each environment are right or unanswered. */
export function isChampion(champion: unknown, nulls: unknown, shape: RoundShape): boolean {
  if (champion === null) return nulls === undefined || isNulls(nulls, shape);
  if (!isScores(champion, shape)) return false;
  if (nulls === undefined) return true;
  return (
    isNulls(nulls, shape) &&
    nulls.every((count, env) => (champion[env] as number) + SCORE_SCALE * count <= SCORE_SCALE * shape.questions)
  );
}

/** Whether this is a record of a round of that shape, of a kind that is known. */
export function isRecord(record: unknown, shape: RoundShape): record is RoundRecord {
  if (typeof record !== "object" || record === null) return false;
  const { kind, champion, nulls, challenger } = record as Readonly<Record<string, unknown>>;
  switch (kind) {
    case "answered":
      return isScores(challenger, shape) && isChampion(champion, nulls, shape);
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
