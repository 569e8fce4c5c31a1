/** A relation between two constants: relation, first, second, by their numbers. */
export type Fact = readonly [relation: number, first: number, second: number];

/** A relation between two variables of a rule: 0 is X, 1 is Y, 2 is Z, 3 is W. */
export type Pattern = readonly [relation: number, first: number, second: number];

/** If all patterns of the body hold for some constants, the head does for the same ones. Every variable is in the body. */
export interface Rule {
  readonly head: Pattern;
  readonly body: readonly Pattern[];
}

/** Facts and Horn clauses without function symbols. */
export interface Theory {
  readonly relations: readonly string[];
  readonly constants: readonly string[];
  readonly facts: readonly Fact[];
  readonly rules: readonly Rule[];
}

/** What a question keeps. */
export interface ProveSecret {
  readonly theory: Theory;
  readonly goal: Fact;
  /** Lines that a proof may have. */
  readonly limit: number;
  /** A proof: what follows, line by line. */
  readonly proof: readonly Fact[];
}

/** A fact as text: `tumil(rovak, sipon)`. */
export function factText({ relations, constants }: Theory, [relation, first, second]: Fact): string {
  return `${relations[relation]}(${constants[first]}, ${constants[second]})`;
}

/** A fact as one number. */
export function factKey({ constants }: Theory, [relation, first, second]: Fact): number {
  return (relation * constants.length + first) * constants.length + second;
}
