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
 * The ladder, by the tokens of a log at about eight a line: 160, 480, then about 4,000, 8,000, … 128,000. `cells` grow
 * slowly: what makes a log hard is how much of it decides.
 */
export const TRACK_LEVELS: readonly TrackLevel[] = [
  { level: 1, lines: 20, cells: 5, aliases: 2, depth: 1 },
  { level: 2, lines: 60, cells: 6, aliases: 3, depth: 2 },
  { level: 3, lines: 500, cells: 8, aliases: 5, depth: 3 },
  { level: 4, lines: 1_000, cells: 9, aliases: 6, depth: 4 },
  { level: 5, lines: 2_000, cells: 10, aliases: 7, depth: 4 },
  { level: 6, lines: 4_000, cells: 12, aliases: 8, depth: 5 },
  { level: 7, lines: 8_000, cells: 14, aliases: 9, depth: 5 },
  { level: 8, lines: 16_000, cells: 16, aliases: 10, depth: 6 },
];

/** Levels that may decide emission: of shorter logs, who ignores half of the rules is right now and then. */
export const TRACK_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7, 8];

/** The lowest scored level. */
export const TRACK_DEFAULT_LEVEL = 3;
