import type { Random } from "../../../core/index.ts";
import type { Phrase, Sentence } from "../language/sentence.ts";
import type { Slots, Values, ValuesOf } from "../language/slots.ts";
import type { Kind, Value, ValueOf } from "./value.ts";

/**
 * One row of the operation table: what it says, what it does, and the same in Python, written on its own. `python`
 * works on the variable `v`.
 */
export interface Step extends Sentence {
  readonly takes: Kind;
  readonly gives: Kind;
  /** True if it may leave much fewer elements than there were. */
  readonly shrinks?: boolean;
  run(value: Value, values: Values): Value;
  python(values: Values): readonly string[];
}

/** How the result is printed. `python` reads `v` and sets `out`. */
export interface Format extends Sentence {
  readonly takes: Kind;
  print(value: Value, values: Values): string;
  python(values: Values): readonly string[];
}

/** Occasions that inputs are made for. */
export const INPUT_KINDS = ["empty", "one", "equal", "ties", "huge", "large", "random"] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** How the input is read, with rules of its own. `python` reads `lines` and sets `v`. */
export interface Front extends Sentence {
  readonly gives: Kind;
  /** All sentences that its rules are made of. */
  readonly rules: readonly Sentence[];
  /** Rules for a question of a level, `null` to draw again. */
  draftRules(random: Random, level: number): Phrase[] | null;
  read(lines: readonly string[], values: Values, rules: readonly Phrase[]): Value;
  python(values: Values, rules: readonly Phrase[]): readonly string[];
  /** An input, each line ended by a newline. */
  makeInput(random: Random, kind: InputKind, values: Values, rules: readonly Phrase[]): string;
}

interface Worded<S extends Slots> {
  readonly id: string;
  readonly template: string;
  readonly slots: S;
  accepts?(values: ValuesOf<S>): boolean;
}

interface StepDefinition<In extends Kind, Out extends Kind, S extends Slots> extends Worded<S> {
  readonly takes: In;
  readonly gives: Out;
  readonly shrinks?: boolean;
  run(value: ValueOf[In], values: ValuesOf<S>): ValueOf[Out];
  python(values: ValuesOf<S>): readonly string[];
}

interface FormatDefinition<In extends Kind, S extends Slots> extends Worded<S> {
  readonly takes: In;
  print(value: ValueOf[In], values: ValuesOf<S>): string;
  python(values: ValuesOf<S>): readonly string[];
}

interface FrontDefinition<Out extends Kind, S extends Slots> extends Worded<S> {
  readonly gives: Out;
  readonly rules: readonly Sentence[];
  draftRules(random: Random, level: number): Phrase[] | null;
  read(lines: readonly string[], values: ValuesOf<S>, rules: readonly Phrase[]): ValueOf[Out];
  python(values: ValuesOf<S>, rules: readonly Phrase[]): readonly string[];
  makeInput(random: Random, kind: InputKind, values: ValuesOf<S>, rules: readonly Phrase[]): string;
}

/** A step with typed values; the table holds it without them, since each phrase carries its own. */
export function step<In extends Kind, Out extends Kind, S extends Slots>(definition: StepDefinition<In, Out, S>): Step {
  return definition;
}

/** A format with typed values. */
export function format<In extends Kind, S extends Slots>(definition: FormatDefinition<In, S>): Format {
  return definition;
}

/** A front-end with typed values. */
export function front<Out extends Kind, S extends Slots>(definition: FrontDefinition<Out, S>): Front {
  return definition;
}
