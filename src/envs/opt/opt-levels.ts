/** A level: how many items there are to choose from. */
export interface OptLevel {
  readonly level: number;
  readonly items: number;
  /** Pairs that exclude one another, pairs of which one needs the other, pairs that are worth more together. */
  readonly excludes: number;
  readonly needs: number;
  readonly bonuses: number;
  /** Looks of a way that scores nothing; no fewer than a tenth of the exact search's median steps, by the card. */
  readonly looks: number;
  /** A question is refused whose optimum the exact search finds in so many nodes when it knows what that is worth. */
  readonly leastNodes: number;
}

/** The ladder, by the nodes of an exact search. */
export const OPT_LEVELS: readonly OptLevel[] = [
  { level: 1, items: 6, excludes: 2, needs: 1, bonuses: 2, looks: 2, leastNodes: 0 },
  { level: 2, items: 10, excludes: 4, needs: 2, bonuses: 4, looks: 6, leastNodes: 0 },
  { level: 3, items: 56, excludes: 12, needs: 8, bonuses: 56, looks: 60, leastNodes: 60 },
  { level: 4, items: 57, excludes: 12, needs: 8, bonuses: 57, looks: 60, leastNodes: 70 },
  { level: 5, items: 58, excludes: 12, needs: 9, bonuses: 58, looks: 65, leastNodes: 80 },
  { level: 6, items: 59, excludes: 12, needs: 9, bonuses: 59, looks: 65, leastNodes: 90 },
  { level: 7, items: 60, excludes: 13, needs: 9, bonuses: 60, looks: 70, leastNodes: 100 },
];

/** Levels that may decide emission. */
export const OPT_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7];

/** The lowest scored level. */
export const OPT_DEFAULT_LEVEL = 3;
