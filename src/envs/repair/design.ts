/** What happens to things and groups, and what counts may count. */
export type Happening = "add" | "set" | "drop" | "show";

export type Comparison = "<" | "<=" | ">" | ">=";

/** A condition on a field of a thing: `age >= 7`. */
export interface Condition {
  readonly field: string;
  readonly comparison: Comparison;
  readonly bound: number;
}

/** A number that is known of a thing. */
export type Term =
  | { readonly kind: "field"; readonly field: string }
  /** A figure that stands before this one in the design. */
  | { readonly kind: "figure"; readonly figure: string }
  /** A blend of two fields, the order of which matters. */
  | { readonly kind: "blend"; readonly blend: string; readonly first: string; readonly second: string };

/** A function of two numbers. */
export interface Blend {
  readonly name: string;
  /** `weighted`: a · first + sign · b · second; `excess`: a times what the first has more than the second, at least 0. */
  readonly kind: "weighted" | "excess";
  readonly a: number;
  readonly b: number;
  readonly sign: 1 | -1;
}

/** What is done to a figure's value, one step after the other. */
export type Step =
  | {
      readonly kind: "start";
      readonly a: number;
      readonly x: Term;
      readonly b: number;
      readonly y: Term;
      readonly sign: 1 | -1;
    }
  | { readonly kind: "adjust"; readonly when: Condition; readonly by: number; readonly sign: 1 | -1 }
  | { readonly kind: "add"; readonly times: number; readonly term: Term; readonly sign: 1 | -1 }
  | { readonly kind: "divide"; readonly by: number; readonly round: "down" | "up" }
  | { readonly kind: "limit"; readonly side: "most" | "least"; readonly bound: number }
  /** Nothing: where a fault has left a step out. */
  | { readonly kind: "none" };

/** When a figure that was worked out is forgotten, and for whom it is kept. */
export interface Quoting {
  readonly keptFor: "thing" | "group";
  readonly forgottenOn: readonly ("set" | "drop" | "close")[];
}

/** A number that is worked out for a thing. */
export interface Figure {
  readonly name: string;
  readonly steps: readonly Step[];
  /** `null` for one that is worked out anew each time. */
  readonly quoting: Quoting | null;
}

/** A number that is counted for each group. */
export interface Count {
  readonly name: string;
  readonly on: readonly Happening[];
  readonly by: number;
  readonly atClose: "zero" | "kept" | "halved";
}

/** A number that is worked out for a group. */
export interface Report {
  readonly name: string;
  readonly of: Term;
  readonly where: Condition | null;
  readonly take: "sum" | "largest" | "smallest" | "spread" | "number";
  readonly empty: number;
  /** Times a count of the group that is added to what was taken; `null` for none. */
  readonly plus: { readonly times: number; readonly count: string } | null;
}

/** Which thing of a group is named. */
export interface Choice {
  readonly name: string;
  readonly of: Term;
  readonly end: "largest" | "smallest";
  readonly ties: "name" | "earliest" | "latest";
}

/** What closing does to the fields of things. */
export interface Ageing {
  readonly field: string;
  readonly by: number;
  readonly where: Condition | null;
}

/** All that a package does. Its README says this design, and its code follows this or another one. */
export interface Design {
  readonly package: string;
  /** A thing, several, and what they stand in: crate, crates, shelf. */
  readonly thing: string;
  readonly things: string;
  readonly group: string;
  readonly fields: readonly string[];
  readonly blends: readonly Blend[];
  readonly figures: readonly Figure[];
  readonly counts: readonly Count[];
  readonly reports: readonly Report[];
  readonly choices: readonly Choice[];
  readonly ageing: Ageing;
}
