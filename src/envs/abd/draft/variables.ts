import type { Helper, Statement } from "../tree/program.ts";

/** Smallest and largest value, both included. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

export interface NumberVariable extends Span {
  readonly name: string;
}

/** A list, the span of its items, and how many there are at least and at most. */
export interface ListVariable extends Span {
  readonly name: string;
  readonly shortest: number;
  readonly longest: number;
}

/** A text of lower-case letters. */
export interface TextVariable {
  readonly name: string;
  readonly length: number;
}

/**
 * What a template adds to a program: statements, the variables they compute, and the names of those they read. Spans are
 * proofs: since they hold for every input, no program overflows, divides by zero or reaches past the end of a list.
 */
export interface Piece {
  readonly statements: readonly Statement[];
  readonly helper?: Helper;
  readonly reads: readonly string[];
  readonly numbers?: readonly NumberVariable[];
  readonly lists?: readonly ListVariable[];
  readonly texts?: readonly TextVariable[];
}

/** Items stay within ±this, so that outputs stay readable and multiplications exact. */
export const LARGEST_ITEM = 9_999;

export function isReadable({ low, high }: Span): boolean {
  return low >= -LARGEST_ITEM && high <= LARGEST_ITEM;
}
