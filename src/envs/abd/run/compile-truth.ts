import type { ComparisonOperator, TruthExpression } from "../tree/expression.ts";
import type { Scope, TruthCode } from "./code.ts";
import type { State } from "./state.ts";

export function compileTruth(node: TruthExpression, scope: Scope): TruthCode {
  switch (node.is) {
    case "comparison":
      return compileComparison(node.operator, scope.number(node.left), scope.number(node.right));
    case "text-comparison":
      // Texts hold ASCII only, for which the order of code units is the order of Python.
      return compileComparison(node.operator, scope.text(node.left), scope.text(node.right));
    case "both": {
      const left = scope.truth(node.left);
      const right = scope.truth(node.right);
      return (state) => left(state) && right(state);
    }
    case "has-items": {
      const of = scope.list(node.of);
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
