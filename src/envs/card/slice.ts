/**
 * A part of a card's measurement that stands alone: the same on every machine and in every thread, since each question
 * and each guess is derived from its own number.
 */
export interface CardSlice {
  readonly check: "golden" | "oracle" | "baselines" | "figures" | "duplicates" | "hostile";
  readonly level: number;
  /** Numbers of the questions, or of the answers of the check "hostile": the first one, and the one after the last. */
  readonly from: number;
  readonly below: number;
}

/** What was counted in a slice, to be put together in the order of the slices. */
export type SliceResult =
  | {
      readonly check: "golden";
      readonly hashes: readonly string[];
      /** Of each question, what must come out the same elsewhere, by what it is of. */
      readonly marks: readonly Readonly<Record<string, string>>[];
    }
  | {
      readonly check: "oracle";
      readonly asked: number;
      readonly passed: number;
      readonly leaks: number;
      /** Of many turns: episodes that came out otherwise when they were replayed from their id. */
      readonly unequalReplays?: number;
    }
  /** Passes of the blind, the one-turn, the shallow, then the strong baselines of the study. */
  | {
      readonly check: "baselines";
      readonly asked: number;
      /** Full scores; where there is partial credit, answers with any. */
      readonly passed: readonly number[];
      /** Where there is partial credit: sums of the scores, thousandths. */
      readonly thousandths?: readonly number[];
    }
  | { readonly check: "figures"; readonly values: readonly Readonly<Record<string, number>>[] }
  | {
      readonly check: "duplicates";
      /** Hashes, one a question. */
      readonly prompts: readonly string[];
      readonly shapes: readonly string[];
      readonly longestPromptCharacters: number;
    }
  | {
      readonly check: "hostile";
      readonly answers: number;
      readonly throws: number;
      readonly malformedVerdicts: number;
    };

export type ResultOf<Check extends CardSlice["check"]> = Extract<SliceResult, { check: Check }>;
