/** What makes two numbers one. */
export type Binary = "plus" | "minus" | "gap" | "larger" | "smaller" | "times" | "remainder" | "quotient";

/** A number of an item. */
export type Term =
  | { readonly op: "own"; readonly of: string }
  /** Of the item just before it in the input; `first` for the first item. */
  | { readonly op: "before"; readonly of: string; readonly first: number }
  /** Its position, counted from 1. */
  | { readonly op: "place" }
  | { readonly op: "number"; readonly value: number }
  | { readonly op: Binary; readonly left: Term; readonly right: Term };

export type Comparison = "greater" | "atLeast" | "less" | "atMost" | "equal" | "different";

/** Something that is true of an item or not. */
export type Condition =
  | { readonly test: Comparison; readonly left: Term; readonly right: Term }
  | { readonly test: "multiple" | "notMultiple"; readonly of: Term; readonly divisor: number }
  | { readonly test: "both" | "either"; readonly first: Condition; readonly second: Condition };

/** How a quantity follows from others. */
export type Definition =
  | { readonly how: "value"; readonly of: Term }
  | { readonly how: "choice"; readonly when: Condition; readonly then: Term; readonly otherwise: Term }
  /** The sum, or the largest, of all items up to and including this one. */
  | { readonly how: "total" | "peak"; readonly of: Term }
  /** Items before it that have the same; positions back to the last of them; on to the next that has more. */
  | { readonly how: "twins" | "since" | "ahead"; readonly of: string };

export interface Quantity {
  readonly name: string;
  readonly is: Definition;
}

/** A name for items of which a condition is true. */
export interface Mark {
  readonly name: string;
  readonly when: Condition;
}

/** A number that the input gives for each item. */
export interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Limits of a quantity over a stretch; the bound stands in the input, as the parameter of that name. */
export type QuantityLimit =
  | "totalAtMost"
  | "totalAtLeast"
  | "totalEquals"
  | "differentAtMost"
  | "differentAtLeast"
  | "spreadAtMost"
  | "spreadAtLeast"
  | "repeatsAtMost";

/** What must hold in a stretch. */
export type Limit =
  | { readonly limit: QuantityLimit; readonly of: string; readonly parameter: string }
  | { readonly limit: "marksAtMost" | "marksAtLeast"; readonly mark: string; readonly parameter: string }
  | { readonly limit: "totalRemainder"; readonly of: string; readonly divisor: number; readonly rest: number }
  | { readonly limit: "balance"; readonly first: string; readonly second: string };

export interface TallyGoal {
  readonly goal: "tally";
  readonly measure: "total" | "largest" | "smallest" | "different" | "count";
  /** Not looked at when items are counted. */
  readonly of: string;
}

export interface StretchGoal {
  readonly goal: "stretch";
  readonly aim: "longest" | "shortest" | "count";
  readonly limits: readonly Limit[];
  /** Which of equally long ones; not looked at when stretches are counted. */
  readonly tie: "first" | "last";
}

export interface PairGoal {
  readonly goal: "pair";
  readonly aim: "count" | "best";
  /** The two are equal, add up to a parameter, or leave the same remainder. */
  readonly link: "same" | "sum" | "remainder";
  readonly earlier: string;
  readonly later: string;
  /** Of `sum`. */
  readonly sum: string | null;
  /** Of `remainder`. */
  readonly divisor: number;
  readonly apart: { readonly side: "atLeast" | "atMost"; readonly parameter: string } | null;
  /** Added up for the `best` pair. */
  readonly gain: { readonly earlier: string; readonly later: string } | null;
}

export interface GroupGoal {
  readonly goal: "group";
  readonly by: string;
  readonly score: "size" | "total" | "largest" | "span" | "different";
  /** Not looked at for size and span. */
  readonly of: string;
  readonly pick: "most" | "least";
  /** Smaller groups do not count; a parameter. */
  readonly size: string;
}

/** Items, any two of which are far enough apart, with the largest total. */
export interface ChooseGoal {
  readonly goal: "choose";
  readonly of: string;
  readonly apart: string;
}

/** The longest chain of items in the order of the input. */
export interface ChainGoal {
  readonly goal: "chain";
  /** The later's `later` is the earlier's `earlier` plus `step`; or one quantity never falls, or always rises. */
  readonly link: "step" | "never falls" | "always rises";
  readonly earlier: string;
  readonly later: string;
  readonly step: number;
}

/** Cutting all items into stretches so that the largest total is smallest. */
export interface CutGoal {
  readonly goal: "cut";
  readonly of: string;
  readonly parts: string;
}

export interface SortKey {
  readonly of: string;
  readonly order: "largest" | "smallest";
}

/** Lining items up and looking at the first few. */
export interface LineGoal {
  readonly goal: "line";
  readonly first: SortKey;
  readonly second: SortKey;
  readonly rank: string;
  readonly total: string;
}

export type Goal = TallyGoal | StretchGoal | PairGoal | GroupGoal | ChooseGoal | ChainGoal | CutGoal | LineGoal;

/** A whole task as data. docs/environments-levels.md says what each part means. */
export interface Task {
  readonly item: string;
  readonly items: string;
  readonly mostItems: number;
  readonly fields: readonly Field[];
  /** Positive integers that the first line of the input gives. */
  readonly parameters: readonly string[];
  readonly quantities: readonly Quantity[];
  readonly marks: readonly Mark[];
  /** Which items count; all if `null`. */
  readonly keep: { readonly mark: string; readonly marked: boolean } | null;
  readonly goal: Goal;
  /** What is printed where there is no answer. */
  readonly none: string;
}
