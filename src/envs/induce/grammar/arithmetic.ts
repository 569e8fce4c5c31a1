/** Larger values have no meaning in the grammar: they would soon be inexact here, while Python's integers are not. */
export const LARGEST = 1_000_000;

/** Python's `%` for a positive divisor: the result is in 0..divisor-1, and never JavaScript's -0. */
export function modulo(left: number, right: number): number {
  return (((left % right) + right) % right) + 0;
}

/** Python's `//`: rounds down. */
export function over(left: number, right: number): number {
  return (left - modulo(left, right)) / right + 0;
}

/** True if every value has a meaning. */
export function isBounded(values: readonly number[]): boolean {
  for (const value of values) if (value > LARGEST || value < -LARGEST) return false;
  return true;
}
