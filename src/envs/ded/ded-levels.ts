/** A level: how much has to be read and held together. */
export interface DedLevel {
  readonly level: number;
  /** Derived quantities. */
  readonly quantities: number;
  /** Of these, how many look back or ahead over all items. */
  readonly histories: number;
  /** Limits of a stretch, at most. */
  readonly limits: number;
  /** Simple tasks print one number about all items, and are for training. */
  readonly simple: boolean;
  /** Items of an input, at most; fewer where a right program has much to do with each. */
  readonly items: number;
}

/** The ladder. */
export const DED_LEVELS: readonly DedLevel[] = [
  { level: 1, quantities: 0, histories: 0, limits: 0, simple: true, items: 1_000 },
  { level: 2, quantities: 1, histories: 0, limits: 0, simple: true, items: 1_000 },
  { level: 3, quantities: 3, histories: 0, limits: 2, simple: false, items: 200_000 },
  { level: 4, quantities: 4, histories: 1, limits: 2, simple: false, items: 200_000 },
  { level: 5, quantities: 6, histories: 2, limits: 3, simple: false, items: 200_000 },
  { level: 6, quantities: 7, histories: 3, limits: 3, simple: false, items: 200_000 },
];

/** Levels that may decide emission: the first two have few sentences and are for training. */
export const DED_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6];
