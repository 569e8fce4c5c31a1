import type { Rule } from "./grammar/rule.ts";

/** A value of a call as JSON has it. */
export type CallValue = number | string | readonly number[];

/** A call of a function with its result. */
export interface Call {
  readonly function: string;
  readonly arguments: readonly CallValue[];
  readonly result: CallValue;
}

/** The rules behind a question, that of `f` first, and the calls that answers are judged by. */
export interface InduceSecret {
  readonly level: number;
  readonly rules: readonly Rule[];
  readonly tests: readonly Call[];
}
