import type { ArithmeticOperator, NumberExpression } from "../tree/expression.ts";
import { exact, modulo, over, xor } from "./arithmetic.ts";
import type { NumberCode } from "./code.ts";

/**
 * One closure an operator: a closure that calls a function by operator would cost as much again as the sum itself. A
 * constant on the right, which is most of what programs compute with, gets closures without a call for it.
 */
export function compileArithmetic(
  operator: ArithmeticOperator,
  left: NumberCode,
  rightNode: NumberExpression,
  right: NumberCode,
): NumberCode {
  return rightNode.is === "number" ? byConstant(operator, left, rightNode.value) : byValue(operator, left, right);
}

function byValue(operator: ArithmeticOperator, left: NumberCode, right: NumberCode): NumberCode {
  switch (operator) {
    case "+":
      return (state) => exact(left(state) + right(state));
    case "-":
      return (state) => exact(left(state) - right(state));
    case "*":
      return (state) => exact(left(state) * right(state));
    case "//":
      return (state) => over(left(state), right(state));
    case "%":
      return (state) => modulo(left(state), right(state));
    case "^":
      return (state) => xor(left(state), right(state));
  }
}

function byConstant(operator: ArithmeticOperator, left: NumberCode, value: number): NumberCode {
  switch (operator) {
    case "+":
      return (state) => exact(left(state) + value);
    case "-":
      return (state) => exact(left(state) - value);
    case "*":
      return (state) => exact(left(state) * value);
    case "//":
      return (state) => over(left(state), value);
    case "%":
      return (state) => modulo(left(state), value);
    case "^":
      return (state) => xor(left(state), value);
  }
}
