/** One line of `npm run bench`: ours against a baseline. */
export interface BenchResult {
  /** What was done, e.g. "SAT generate". */
  name: string;
  /** Ours, in `unit`. */
  ours: number;
  /** The baseline, in `unit`. */
  baseline: number;
  /** E.g. "challenges/s": more is better. */
  unit: string;
  /** ours / baseline. */
  ratio: number;
  /** The ratio aimed at. */
  goal?: number;
  /** Against what, and under which conditions. */
  note?: string;
}
