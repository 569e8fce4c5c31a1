/** A level: how many items there are to choose from. */
export interface OptLevel {
  readonly level: number;
  readonly items: number;
  /** Pairs that exclude one another, pairs of which one needs the other, pairs that are worth more together. */
  readonly excludes: number;
  readonly needs: number;
  readonly bonuses: number;
  /** Looks of each way of the base that exchanges or repairs. */
  readonly looks: number;
  /** Steps or looks of the ways that are measured: no fewer than a tenth of the exact search's median steps, by the card. */
  readonly tenth: number;
  /** A question is refused whose optimum the exact search finds in so many nodes when it knows what that is worth. */
  readonly leastNodes: number;
  /** And one whose optimum is not proven within so many. */
  readonly mostNodes: number;
}

/** The ladder, by the nodes of an exact search. */
export const OPT_LEVELS: readonly OptLevel[] = [
  { level: 1, items: 6, excludes: 2, needs: 1, bonuses: 2, looks: 2, tenth: 17, leastNodes: 0, mostNodes: 8_000 },
  { level: 2, items: 10, excludes: 4, needs: 2, bonuses: 4, looks: 6, tenth: 19, leastNodes: 0, mostNodes: 8_000 },
  {
    level: 3,
    items: 60,
    excludes: 12,
    needs: 8,
    bonuses: 31,
    looks: 85,
    tenth: 130,
    leastNodes: 110,
    mostNodes: 12_000,
  },
  {
    level: 4,
    items: 66,
    excludes: 12,
    needs: 9,
    bonuses: 34,
    looks: 100,
    tenth: 165,
    leastNodes: 140,
    mostNodes: 15_000,
  },
  {
    level: 5,
    items: 72,
    excludes: 13,
    needs: 10,
    bonuses: 38,
    looks: 110,
    tenth: 205,
    leastNodes: 160,
    mostNodes: 18_000,
  },
  {
    level: 6,
    items: 78,
    excludes: 14,
    needs: 11,
    bonuses: 41,
    looks: 135,
    tenth: 235,
    leastNodes: 185,
    mostNodes: 21_000,
  },
  {
    level: 7,
    items: 84,
    excludes: 15,
    needs: 12,
    bonuses: 44,
    looks: 150,
    tenth: 275,
    leastNodes: 210,
    mostNodes: 24_000,
  },
];

/** Levels that may decide emission. */
export const OPT_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7];

/** The lowest scored level. */
export const OPT_DEFAULT_LEVEL = 3;
