import type { ArithmeticOperator } from "../tree/expression.ts";
import { exact, modulo, over, xor } from "./arithmetic.ts";
import type { NumberCode } from "./code.ts";

/** One closure an operator: a closure that calls a function by operator would cost as much again as the sum itself. */
export function compileArithmetic(operator: ArithmeticOperator, left: NumberCode, right: NumberCode): NumberCode {
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
