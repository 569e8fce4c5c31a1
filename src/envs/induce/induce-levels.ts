import type { InputKind } from "./grammar/rule.ts";
import type { Form } from "./space/calls.ts";

/** A level: how many functions are asked for, all to be right, and the form of their rules, which are of exactly that size. */
export interface InduceLevel extends Form {
  readonly level: number;
  /**
   * With two, the one or the other is wide: a list as long as what the function takes comes out, so that neither lengths
   * nor letters tell which steps it cannot be.
   */
  readonly functions: 1 | 2;
  readonly inputs: readonly InputKind[];
}

/** Kinds that a wide function may be of. */
export const WIDE_INPUTS: readonly InputKind[] = ["list", "key", "word"];
const ALL: readonly InputKind[] = ["list", "key", "lists", "word"];

/** The ladder. A level with folds has one instead of its last step in one question of three. */
export const INDUCE_LEVELS: readonly InduceLevel[] = [
  { level: 1, functions: 1, inputs: ALL, steps: 1, arms: 0, suffix: false, fold: true },
  { level: 2, functions: 1, inputs: ALL, steps: 2, arms: 0, suffix: false, fold: true },
  // Two lists need a step to become one.
  { level: 3, functions: 1, inputs: ["list", "key", "word"], steps: 0, arms: 2, suffix: false, fold: false },
  { level: 4, functions: 1, inputs: ALL, steps: 1, arms: 2, suffix: false, fold: false },
  { level: 5, functions: 2, inputs: ALL, steps: 1, arms: 2, suffix: false, fold: false },
  { level: 6, functions: 2, inputs: ALL, steps: 1, arms: 2, suffix: true, fold: false },
  { level: 7, functions: 2, inputs: ALL, steps: 1, arms: 3, suffix: true, fold: false },
];

/** Levels that may decide emission: below, so few beginnings and ends are possible that a short search finds many. */
export const INDUCE_SCORED_LEVELS: readonly number[] = [5, 6, 7];

/** The lowest scored level. */
export const INDUCE_DEFAULT_LEVEL = 5;

/** What the functions of a question are called. */
export const FUNCTION_NAMES = ["f", "g"] as const;

/**
 * The form of a level's rules for what they take: how two lists become one stands in the place of a suffix, so that
 * there are about as many rules; without suffixes it is one of the steps.
 */
export function formOf(level: InduceLevel, input: InputKind): Form {
  const { steps, arms, suffix, fold } = level;
  return input === "lists" && suffix ? { steps: steps + 1, arms, suffix: false, fold } : { steps, arms, suffix, fold };
}

/** @throws RangeError for a level that the ladder does not have. */
export function levelNumbered(level: number): InduceLevel {
  const found = INDUCE_LEVELS.find((known) => known.level === level);
  if (found === undefined) throw new RangeError(`INDUCE has no level ${level}.`);
  return found;
}
