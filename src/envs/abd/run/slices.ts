import type { NumberExpression } from "../tree/expression.ts";
import type { Scope } from "./code.ts";
import { compileNumber } from "./compile-number.ts";
import type { State } from "./state.ts";

/** A bound of a slice; `undefined` where there is none. */
export function compileBound(bound: NumberExpression | null, scope: Scope): (state: State) => number | undefined {
  return bound === null ? () => undefined : compileNumber(bound, scope);
}
