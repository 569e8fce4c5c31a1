/** When an asked digit hits the sum that stands at its place. */
export type Relation =
  /** a times the asked digit plus the sum, divided by m, leaves one of the remainders. */
  | { readonly form: "remainder"; readonly a: number; readonly m: number; readonly among: readonly number[] }
  /** The sum, taken modulo the number of digits, and the asked digit differ by one of these. */
  | { readonly form: "distance"; readonly among: readonly number[] };

/** What is told of the places that hit. */
export type Telling = "count" | "first" | "last" | "run";

/** How asks are answered, from one turn on until the next rule. */
export interface Rule {
  /** First turn under this rule. */
  readonly from: number;
  /**
   * The sum of a place: the first weight times its own hidden digit, the second times the next place's, and so on, the
   * first place following the last. Every digit is in every sum, so that no place can be found by itself.
   */
  readonly weights: readonly number[];
  readonly relation: Relation;
  readonly telling: Telling;
}

/** One episode's game: everything here stands in the prompt. */
export interface Game {
  readonly places: number;
  readonly digits: number;
  readonly codes: number;
  /** In order of their first turns; the first begins with turn 1. */
  readonly rules: readonly Rule[];
}

/** The rule of a turn, from 1. */
export function ruleAt({ rules }: Pick<Game, "rules">, turn: number): Rule {
  return rules.findLast(({ from }) => from <= turn) ?? (rules[0] as Rule);
}

/** Whether an asked digit hits a sum. */
export function hits(relation: Relation, digits: number, asked: number, sum: number): boolean {
  const found =
    relation.form === "remainder" ? (relation.a * asked + sum) % relation.m : Math.abs(asked - (sum % digits));
  return relation.among.includes(found);
}
