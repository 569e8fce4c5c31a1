/** What flows from step to step, by kind. */
export interface ValueOf {
  /** A list of integers: "the list". */
  readonly numbers: readonly number[];
  /** A list of lower-case words: "the words". */
  readonly words: readonly string[];
  /** Rows of a label and an integer: "the table". */
  readonly table: readonly (readonly [string, number])[];
  /** Rows of integers, all of the same length: "the matrix". */
  readonly matrix: readonly (readonly number[])[];
}

export type Kind = keyof ValueOf;
export type Value = ValueOf[Kind];

/** What a kind is called in a statement. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  numbers: "list",
  words: "words",
  table: "table",
  matrix: "matrix",
};

/** Larger integers would not be exact here, while Python's are without limit. */
const LARGEST = 2 ** 51;

/** True if all integers of a value are exact, with room for one more step. */
export function isExact(value: Value): boolean {
  for (const item of value) {
    if (typeof item === "number" ? Math.abs(item) > LARGEST : typeof item === "object" && !isExact(item as Value))
      return false;
  }
  return true;
}

/** The remainder in 0..divisor-1, as Python's `%` has it. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The order of lower-case ASCII words. */
export function alphabetical(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True if two values are the same all the way down. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!sameValue(a[index], b[index])) return false;
  return true;
}
