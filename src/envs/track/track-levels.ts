/** A level: how long the log is, and how many cells, other names and scopes it has. */
export interface TrackLevel {
  readonly level: number;
  readonly lines: number;
  /** Cells that are there from the beginning. */
  readonly cells: number;
  /** Names that aliases may get. */
  readonly aliases: number;
  /** Scopes that may be open at once. */
  readonly depth: number;
}

/** Values are whole numbers below this one. */
export const MODULUS = 10_000;
/** Values that are asked for: 4 times 13.3 bits. */
export const ASKED = 4;

/**
 * The ladder. Whole prompts of the scored levels have about 4,300, 8,000, 16,000, 31,000, 60,000 and 118,000 tokens, counted with
 * o200k (about six a line); more lines than the last level's would go beyond the bar for prompts. `cells` grow slowly: what makes a log
 * hard is how much of it decides.
 */
export const TRACK_LEVELS: readonly TrackLevel[] = [
  { level: 1, lines: 20, cells: 5, aliases: 2, depth: 1 },
  { level: 2, lines: 60, cells: 6, aliases: 3, depth: 2 },
  { level: 3, lines: 650, cells: 8, aliases: 5, depth: 3 },
  { level: 4, lines: 1_300, cells: 9, aliases: 6, depth: 4 },
  { level: 5, lines: 2_600, cells: 10, aliases: 7, depth: 4 },
  { level: 6, lines: 5_000, cells: 12, aliases: 8, depth: 5 },
  { level: 7, lines: 10_000, cells: 14, aliases: 9, depth: 5 },
  { level: 8, lines: 19_500, cells: 16, aliases: 10, depth: 6 },
];

/** Levels that may decide emission: of shorter logs, who ignores half of the rules is right now and then. */
export const TRACK_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7, 8];

/** The lowest scored level. */
export const TRACK_DEFAULT_LEVEL = 3;
