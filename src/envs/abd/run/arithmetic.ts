import { ProgramFault } from "./state.ts";

const LARGEST = Number.MAX_SAFE_INTEGER;
/** Bitwise operators of JavaScript work on 32 bits with a sign. */
const LARGEST_BITS = 0x7fff_ffff;

/** The value itself while it is exact. @throws ProgramFault where Python would go on with a longer integer. */
export function exact(value: number): number {
  if (value > LARGEST || value < -LARGEST) throw new ProgramFault("number_too_large");
  return value;
}

/** Python's `%`: the result has the sign of the divisor. */
export function modulo(left: number, right: number): number {
  if (right === 0) throw new ProgramFault("division_by_zero");
  const rest = left % right;
  // + 0 turns JavaScript's -0 into 0.
  return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest + 0;
}

/** Python's `//`: rounds down. Exact, unlike rounding a quotient, since the dividend is a multiple. */
export function over(left: number, right: number): number {
  return (left - modulo(left, right)) / right + 0;
}

export function xor(left: number, right: number): number {
  if (Math.abs(left) > LARGEST_BITS || Math.abs(right) > LARGEST_BITS) throw new ProgramFault("number_too_large");
  return left ^ right;
}
