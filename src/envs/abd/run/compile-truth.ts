import type { ComparisonOperator, TruthExpression } from "../tree/expression.ts";
import type { Scope, TruthCode } from "./code.ts";
import { compileList } from "./compile-list.ts";
import { compileNumber } from "./compile-number.ts";
import { compileText } from "./compile-text.ts";
import type { State } from "./state.ts";

export function compileTruth(node: TruthExpression, scope: Scope): TruthCode {
  switch (node.is) {
    case "comparison":
      return compileComparison(node.operator, compileNumber(node.left, scope), compileNumber(node.right, scope));
    case "text-comparison":
      // Texts hold ASCII only, for which the order of code units is the order of Python.
      return compileComparison(node.operator, compileText(node.left, scope), compileText(node.right, scope));
    case "both": {
      const left = compileTruth(node.left, scope);
      const right = compileTruth(node.right, scope);
      return (state) => left(state) && right(state);
    }
    case "has-items": {
      const of = compileList(node.of, scope);
      return (state) => of(state).length > 0;
    }
  }
}

function compileComparison<Value extends number | string>(
  operator: ComparisonOperator,
  left: (state: State) => Value,
  right: (state: State) => Value,
): TruthCode {
  switch (operator) {
    case "<":
      return (state) => left(state) < right(state);
    case "<=":
      return (state) => left(state) <= right(state);
    case "==":
      return (state) => left(state) === right(state);
    case ">":
      return (state) => left(state) > right(state);
    case ">=":
      return (state) => left(state) >= right(state);
  }
}
