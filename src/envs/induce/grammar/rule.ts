/** What a function takes: a list; a list and a number; two lists of the same length; a word, whose letters are 1 to 26. */
export type InputKind = "list" | "key" | "lists" | "word";
/** What it returns. Words come of words only. */
export type OutputKind = "list" | "number" | "word";

/** A choice by conditions, asked in turn: the first that holds decides. There is one result more than conditions. */
export interface Choice {
  readonly predicates: readonly string[];
  readonly results: readonly string[];
}

/** The core of a rule: each element becomes another by a choice, or a state runs along the list and is written down. */
export type Core =
  | { readonly kind: "map"; readonly choice: Choice }
  | { readonly kind: "run"; readonly start: number; readonly choice: Choice };

/** A whole function as data. All names are those of the tables, and Python. */
export interface Rule {
  readonly input: InputKind;
  readonly output: OutputKind;
  /** How two lists become one; `null` where there is one. */
  readonly combination: string | null;
  readonly steps: readonly string[];
  readonly core: Core | null;
  /** A last step that can be undone, after the core. */
  readonly suffix: string | null;
  readonly fold: string | null;
}

/** A call's arguments as numbers; `k` is 0 and `ys` empty where the function does not take them. */
export interface Input {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly k: number;
}

/** How long a rule is: a step counts 1, a choice 2 for each condition and 1 besides, a running state 1 more. */
export function sizeOf(rule: Rule): number {
  const pieces = [rule.combination, ...rule.steps, rule.suffix, rule.fold].filter((piece) => piece !== null);
  return pieces.length + (rule.core === null ? 0 : coreSize(rule.core.kind, rule.core.choice.results.length));
}

/** The part of a core with so many results. */
export function coreSize(kind: Core["kind"], results: number): number {
  return 2 * results - 1 + (kind === "run" ? 1 : 0);
}
