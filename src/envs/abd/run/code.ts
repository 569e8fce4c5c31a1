import type { ListExpression, NumberExpression, Source, TextExpression, TruthExpression } from "../tree/expression.ts";
import type { Names } from "./names.ts";
import type { State } from "./state.ts";

/** Trees are compiled to closures once and then run many times, which is several times faster than walking them. */
export type NumberCode = (state: State) => number;
export type TextCode = (state: State) => string;
export type ListCode = (state: State) => readonly number[];
export type TruthCode = (state: State) => boolean;
export type Action = (state: State) => void;
/** Binds the names of a source to each of its items in turn, and acts each time. */
export type Loop = (state: State, act: Action) => void;

/** A helper: where its parameters go, what it does, what it gives back. */
export interface HelperCode {
  readonly parameters: readonly number[];
  readonly body: Action;
  readonly result: NumberCode;
}

/** What compiling a node needs to know, and how to compile what stands within it. */
export interface Scope {
  readonly names: Names;
  readonly helpers: ReadonlyMap<string, HelperCode>;
  number(node: NumberExpression): NumberCode;
  text(node: TextExpression): TextCode;
  list(node: ListExpression): ListCode;
  truth(node: TruthExpression): TruthCode;
  loop(source: Source): Loop;
  /** A bound of a slice, `undefined` where there is none. */
  bound(node: NumberExpression | null): (state: State) => number | undefined;
}
