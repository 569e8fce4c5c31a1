import { shareOf, type Estimate } from "../statistics.ts";

/** One measured number, beside what was published where something was. */
export interface Figure {
  readonly name: string;
  readonly ours: Estimate;
  /** What docs/mechanism.md states; of two studies, both. */
  readonly published?: readonly number[];
  /** Distance from the nearest published value, in standard errors of the difference. */
  readonly distance?: number;
  /** The distance is beyond what chance allows in a table of this size. */
  readonly differs?: boolean;
}

export interface FigureRow {
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** A table of figures, for the terminal, for JSON and for the report. */
export interface FigureTable {
  readonly title: string;
  /** Short name, where tables stand side by side. */
  readonly name?: string;
  /** What is to be known about how it was measured. */
  readonly note: string;
  readonly rows: readonly FigureRow[];
  /** Names of the figures that the report draws. */
  readonly drawn: readonly string[];
}

/** Everything that one call of `af simulate` measured. */
export interface Report {
  readonly title: string;
  /** What to type to get the same figures. */
  readonly command: string;
  readonly seed: string;
  readonly seconds: number;
  readonly tables: readonly FigureTable[];
  /** Figures that are drawn for several tables in one plot, for rows of the same name. */
  readonly sideBySide?: readonly string[];
}

/** About 60 comparisons a suite: three and a half standard errors are passed by chance in one suite of forty. */
const BEYOND_CHANCE = 3.5;

/** What the published value rests on. */
export interface Comparison {
  readonly published: readonly number[];
  /** Standard error of the published value; the same as ours where nothing is known of it. */
  readonly publishedError?: number;
  /** Half a unit of the last place that was published. */
  readonly rounding: number;
  /** Our standard error is at least this, however alike a few values are; that of a share when left out. */
  readonly leastError?: number;
}

/** A figure that is compared. Values without any spread, all 0 or all 1, have the error of a share. */
export function compared(name: string, ours: Estimate, comparison: Comparison): Figure {
  const { published, rounding, publishedError = ours.standardError } = comparison;
  if (ours.count === 0) return { name, ours, published };
  const gap = Math.min(...published.map((value) => Math.abs(value - ours.value)));
  const left = Math.max(0, gap - rounding);
  const { leastError = ours.standardError > 0 ? 0 : shareOf(0, ours.count).standardError } = comparison;
  const error = Math.hypot(Math.max(ours.standardError, leastError), publishedError);
  const distance = left === 0 ? 0 : left / error;
  return { name, ours, published, distance, differs: distance > BEYOND_CHANCE };
}
