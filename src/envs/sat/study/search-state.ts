import type { ReadFormula } from "./read-clauses.ts";

/** Values by variable: 1 true, 0 false; index 0 unused. */
export type Values = Uint8Array;

/** A complete assignment, the clauses it leaves unsatisfied, and cheap flips. */
export class SearchState {
  readonly values: Values;
  readonly clauses: readonly (readonly number[])[];
  /** Numbers of the unsatisfied clauses, in no meaningful but a reproducible order. */
  readonly unsatisfied: number[] = [];
  readonly #place: Int32Array;
  readonly #trueLiterals: Uint16Array;
  /** Clauses by literal; see {@link literalIndex}. */
  readonly #occurrences: readonly (readonly number[])[];

  constructor(formula: ReadFormula, values: Values) {
    this.values = values;
    this.clauses = formula.clauses;
    this.#occurrences = occurrencesOf(formula);
    this.#place = new Int32Array(formula.clauses.length).fill(-1);
    this.#trueLiterals = Uint16Array.from(
      formula.clauses,
      (clause) => clause.filter((literal) => isTrue(literal, values)).length,
    );
    for (const [clause, count] of this.#trueLiterals.entries()) if (count === 0) this.#add(clause);
  }

  /** How many satisfied clauses a flip of the variable would break. */
  breaks(variable: number): number {
    const literal = this.values[variable] === 1 ? variable : -variable;
    let broken = 0;
    for (const clause of this.#of(literal)) if (this.#trueLiterals[clause] === 1) broken += 1;
    return broken;
  }

  flip(variable: number): void {
    const literal = this.values[variable] === 1 ? variable : -variable;
    for (const clause of this.#of(literal)) {
      const left = (this.#trueLiterals[clause] as number) - 1;
      this.#trueLiterals[clause] = left;
      if (left === 0) this.#add(clause);
    }
    this.values[variable] = 1 - (this.values[variable] as number);
    for (const clause of this.#of(-literal)) {
      const before = this.#trueLiterals[clause] as number;
      this.#trueLiterals[clause] = before + 1;
      if (before === 0) this.#remove(clause);
    }
  }

  #of(literal: number): readonly number[] {
    return this.#occurrences[literalIndex(literal)] as readonly number[];
  }

  #add(clause: number): void {
    this.#place[clause] = this.unsatisfied.length;
    this.unsatisfied.push(clause);
  }

  #remove(clause: number): void {
    const place = this.#place[clause] as number;
    const last = this.unsatisfied.pop() as number;
    if (last !== clause) {
      this.unsatisfied[place] = last;
      this.#place[last] = place;
    }
    this.#place[clause] = -1;
  }
}

export function isTrue(literal: number, values: Values): boolean {
  return literal > 0 ? values[literal] === 1 : values[-literal] === 0;
}

/** Index of a literal in a list over both signs: 2v for v, 2v + 1 for -v. */
export function literalIndex(literal: number): number {
  return literal > 0 ? 2 * literal : -2 * literal + 1;
}

/** Which clauses hold each literal, by {@link literalIndex}. */
export function occurrencesOf(formula: ReadFormula): number[][] {
  const occurrences = Array.from({ length: 2 * formula.variables + 2 }, (): number[] => []);
  for (const [number, clause] of formula.clauses.entries()) {
    for (const literal of clause) occurrences[literalIndex(literal)]?.push(number);
  }
  return occurrences;
}
