/** Short spellings of tree nodes, for the templates. A bare number or name stands for itself where a number is wanted. */
import type {
  ArithmeticOperator,
  ComparisonOperator,
  ListExpression,
  NumberExpression,
  TextExpression,
  TruthExpression,
} from "./expression.ts";

/** A number as templates write it: an expression, a constant, or the name of a variable. */
export type Operand = NumberExpression | number | string;

export function number(operand: Operand): NumberExpression {
  if (typeof operand === "number") return { is: "number", value: operand };
  return typeof operand === "string" ? { is: "number-variable", name: operand } : operand;
}

function arithmetic(operator: ArithmeticOperator, left: Operand, right: Operand): NumberExpression {
  return { is: "arithmetic", operator, left: number(left), right: number(right) };
}

export const plus = (left: Operand, right: Operand) => arithmetic("+", left, right);
export const minus = (left: Operand, right: Operand) => arithmetic("-", left, right);
export const times = (left: Operand, right: Operand) => arithmetic("*", left, right);
export const over = (left: Operand, right: Operand) => arithmetic("//", left, right);
export const modulo = (left: Operand, right: Operand) => arithmetic("%", left, right);
export const xor = (left: Operand, right: Operand) => arithmetic("^", left, right);
export const negated = (of: Operand): NumberExpression => ({ is: "negated", of: number(of) });
export const absolute = (of: Operand): NumberExpression => ({ is: "absolute", of: number(of) });

export const listNamed = (name: string): ListExpression => ({ is: "list-variable", name });
export const textNamed = (name: string): TextExpression => ({ is: "text-variable", name });
export const text = (value: string): TextExpression => ({ is: "text", value });

export const item = (list: string, at: Operand): NumberExpression => ({
  is: "item",
  of: listNamed(list),
  at: number(at),
});
export const lengthOf = (list: string): NumberExpression => ({ is: "list-length", of: listNamed(list) });
export const textLengthOf = (name: string): NumberExpression => ({ is: "text-length", of: textNamed(name) });
export const sumOf = (list: string): NumberExpression => ({ is: "sum", of: listNamed(list) });
export const call = (helper: string, ...operands: readonly Operand[]): NumberExpression => ({
  is: "call",
  helper,
  with: operands.map(number),
});

/** `ord(character) - 97`: 0 for a to 25 for z. */
export const rank = (character: TextExpression): NumberExpression =>
  minus({ is: "code", of: character }, "a".charCodeAt(0));

/** `chr(value % 26 + 97)`. */
export const letterAt = (value: Operand): TextExpression => ({
  is: "letter",
  code: plus(modulo(value, 26), "a".charCodeAt(0)),
});

export const compare = (left: Operand, operator: ComparisonOperator, right: Operand): TruthExpression => ({
  is: "comparison",
  operator,
  left: number(left),
  right: number(right),
});

/** `text < "m"`, say. */
export const before = (left: TextExpression, letter: string): TruthExpression => ({
  is: "text-comparison",
  operator: "<",
  left,
  right: text(letter),
});
