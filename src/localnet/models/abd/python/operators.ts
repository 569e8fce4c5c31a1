import type { BinaryOperator, ComparisonOperator } from "./syntax.ts";
import { asNumber, bounded, compareValues, Halt, type Value } from "./value.ts";

/** Bitwise operators of JavaScript work on 32 bits. */
const LARGEST_BITS = 2 ** 31 - 1;

/** The result of an operator; numbers stay exact. @throws Halt */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === "+" && typeof left === "string" && typeof right === "string") return bounded(left + right);
  if (operator === "+" && Array.isArray(left) && Array.isArray(right)) return bounded([...left, ...right]);
  const [a, b] = [asNumber(left), asNumber(right)];
  switch (operator) {
    case "+":
      return exact(a + b);
    case "-":
      return exact(a - b);
    case "*":
      return exact(a * b);
    case "//":
      return Math.floor((a - remainder(a, b)) / b);
    case "%":
      return remainder(a, b);
    case "^":
      return small(a) ^ small(b);
    case "&":
      return small(a) & small(b);
    case "|":
      return small(a) | small(b);
  }
}

export function applyComparison(operator: ComparisonOperator, left: Value, right: Value): boolean {
  const order = typeof left === "number" && typeof right === "number" ? left - right : compareValues(left, right);
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
  }
}

/** With the sign of the divisor. */
function remainder(a: number, b: number): number {
  if (b === 0) throw new Halt("division by zero");
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Halt("too large");
  return value;
}

function small(value: number): number {
  if (Math.abs(value) > LARGEST_BITS) throw new Halt("too large");
  return value;
}
