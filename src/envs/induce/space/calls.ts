import type { Input, InputKind, OutputKind } from "../grammar/rule.ts";

/** A function's calls with their results: all that is known of it. Letters are 1 to 26, a number is a list of one. */
export interface Calls {
  readonly input: InputKind;
  readonly output: OutputKind;
  readonly inputs: readonly Input[];
  readonly results: readonly (readonly number[])[];
}

/** Which rules are looked for: the part of the grammar that a level asks from. */
export interface Form {
  /** Steps before the core at most; how two lists become one counts. */
  readonly steps: number;
  /** Results of the core's choice at most; 0 where there is no core. */
  readonly arms: number;
  readonly suffix: boolean;
  readonly fold: boolean;
}
