/** Objects of one kind. Each is in exactly one of the type's states, which are unary predicates. */
export interface PlanType {
  readonly name: string;
  readonly objects: readonly string[];
  readonly states: readonly string[];
}

/** A binary predicate that no action changes. */
export interface Relation {
  readonly name: string;
  /** Types of its two places. */
  readonly types: readonly [number, number];
  /** Objects by their number within the type. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** A parameter of an operator: an object of a type that is in a state before and in a state after; the two may be one. */
export interface Parameter {
  readonly type: number;
  readonly before: number;
  readonly after: number;
}

/** What can be done to objects. Objects of one action are different ones. */
export interface Operator {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** A relation that has to hold between two of the parameters. */
  readonly relation: { readonly relation: number; readonly places: readonly [number, number] } | null;
}

/** An object in a state. */
export interface Placed {
  readonly type: number;
  readonly object: number;
  readonly state: number;
}

/** A domain with a beginning and an end. */
export interface Problem {
  readonly types: readonly PlanType[];
  readonly relations: readonly Relation[];
  readonly operators: readonly Operator[];
  /** States of all objects in order of types and objects. */
  readonly start: readonly Placed[];
  readonly goal: readonly Placed[];
}

/** A step of a plan: an operator with objects by their numbers within their types. */
export interface Step {
  readonly operator: number;
  readonly objects: readonly number[];
}

/** What a question keeps: the problem, the length of the shortest plan, the most steps allowed, and one shortest plan. */
export interface PlanSecret {
  readonly problem: Problem;
  readonly optimum: number;
  readonly limit: number;
  readonly plan: readonly Step[];
}
