/** A level: how many items there are to choose from. */
export interface OptLevel {
  readonly level: number;
  readonly items: number;
  /** Pairs that exclude one another, pairs of which one needs the other, pairs that are worth more together. */
  readonly excludes: number;
  readonly needs: number;
  readonly bonuses: number;
  /** Looks that a climb takes; a tenth of the exact search's median steps, by the card. */
  readonly climb: number;
}

/** The ladder, by the nodes of an exact search. */
export const OPT_LEVELS: readonly OptLevel[] = [
  { level: 1, items: 6, excludes: 2, needs: 1, bonuses: 2, climb: 2 },
  { level: 2, items: 10, excludes: 4, needs: 2, bonuses: 4, climb: 6 },
  { level: 3, items: 20, excludes: 10, needs: 4, bonuses: 22, climb: 75 },
  { level: 4, items: 22, excludes: 11, needs: 5, bonuses: 22, climb: 105 },
  { level: 5, items: 24, excludes: 12, needs: 5, bonuses: 24, climb: 112 },
  { level: 6, items: 26, excludes: 13, needs: 5, bonuses: 26, climb: 130 },
  { level: 7, items: 28, excludes: 14, needs: 6, bonuses: 28, climb: 135 },
];

/** Levels that may decide emission. */
export const OPT_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7];

/** The lowest scored level. */
export const OPT_DEFAULT_LEVEL = 3;
