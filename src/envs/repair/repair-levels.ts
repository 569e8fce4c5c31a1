/** A level: how large a package is, how many faults it has, and what of them its own tests show. */
export interface RepairLevel {
  readonly level: number;
  /** Modules of the package, `main.py` among them. */
  readonly modules: number;
  readonly fields: number;
  readonly blends: number;
  readonly figures: number;
  readonly counts: number;
  readonly reports: number;
  readonly choices: number;
  /** Steps of a figure after its first, at most. */
  readonly steps: number;
  /** One fault can be mended by luck, in about one package of a hundred; two hardly can. */
  readonly faults: 1 | 2;
  /**
   * What visible tests show: `near`: one fails; `distant`: one fails where the faults show in what other functions answer,
   * and else all pass; `hidden`: all pass.
   */
  readonly symptom: "near" | "distant" | "hidden";
}

const NEAR = { symptom: "near", faults: 1 } as const;
const DISTANT = { symptom: "distant", faults: 2 } as const;
const HIDDEN = { symptom: "hidden", faults: 2 } as const;

/** The ladder, from two modules that show their one fault to eight with two whose own tests pass. */
export const REPAIR_LEVELS: readonly RepairLevel[] = [
  { level: 1, modules: 2, fields: 2, blends: 0, figures: 2, counts: 0, reports: 1, choices: 0, steps: 1, ...NEAR },
  { level: 2, modules: 3, fields: 3, blends: 1, figures: 2, counts: 1, reports: 1, choices: 1, steps: 2, ...NEAR },
  { level: 3, modules: 3, fields: 3, blends: 1, figures: 3, counts: 1, reports: 2, choices: 1, steps: 2, ...DISTANT },
  { level: 4, modules: 4, fields: 3, blends: 2, figures: 4, counts: 1, reports: 2, choices: 1, steps: 2, ...DISTANT },
  { level: 5, modules: 5, fields: 3, blends: 2, figures: 4, counts: 2, reports: 2, choices: 1, steps: 3, ...HIDDEN },
  { level: 6, modules: 6, fields: 4, blends: 2, figures: 5, counts: 2, reports: 2, choices: 2, steps: 3, ...DISTANT },
  { level: 7, modules: 7, fields: 4, blends: 3, figures: 6, counts: 2, reports: 3, choices: 2, steps: 3, ...HIDDEN },
  { level: 8, modules: 8, fields: 4, blends: 3, figures: 7, counts: 3, reports: 3, choices: 2, steps: 3, ...HIDDEN },
];

/** Levels that may decide emission. */
export const REPAIR_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7, 8];

export const REPAIR_DEFAULT_LEVEL = 3;

/** Turns of an episode: every module can be read, and then two faults mended and the package handed in. */
export const REPAIR_TURNS = 12;
