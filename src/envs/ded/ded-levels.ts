/** A level: the length of a plain pipeline; families with work in their front-end have shorter ones. */
export interface DedLevel {
  readonly level: number;
  readonly steps: number;
}

/** The ladder. */
export const DED_LEVELS: readonly DedLevel[] = [
  { level: 1, steps: 2 },
  { level: 2, steps: 3 },
  { level: 3, steps: 5 },
  { level: 4, steps: 7 },
  { level: 5, steps: 9 },
];

/** Levels that may decide emission: the first two repeat shapes and are for training. */
export const DED_SCORED_LEVELS: readonly number[] = [3, 4, 5];
