/** A level: `codes` hidden codes of `places` digits 0 to `digits` - 1 each. */
export interface HuntLevel {
  readonly level: number;
  readonly places: number;
  readonly digits: number;
  readonly codes: number;
}

/** The ladder, by how many codes may be hidden: 16, 25, then three codes of 16, 36, 64, 125, and four of 216 and 512. */
export const HUNT_LEVELS: readonly HuntLevel[] = [
  { level: 1, places: 2, digits: 4, codes: 1 },
  { level: 2, places: 2, digits: 5, codes: 1 },
  { level: 3, places: 2, digits: 4, codes: 3 },
  { level: 4, places: 2, digits: 6, codes: 3 },
  { level: 5, places: 2, digits: 8, codes: 3 },
  { level: 6, places: 3, digits: 5, codes: 3 },
  { level: 7, places: 3, digits: 6, codes: 4 },
  { level: 8, places: 3, digits: 8, codes: 4 },
];

/** Levels that may decide emission: with a single code, a program that looks at few codes is right too often. */
export const HUNT_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7, 8];

/** The lowest scored level: what is possible can be kept in mind, or written down, within 512 tokens a turn. */
export const HUNT_DEFAULT_LEVEL = 3;

/** Turns of an episode. */
export const HUNT_TURNS = 12;
/** A game in which the reference player may need more asks is drawn again: its claim comes with turn 11 at the latest. */
export const MOST_ASKS = 10;
