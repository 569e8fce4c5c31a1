import type { ReadFormula } from "./read-clauses.ts";
import { literalIndex, occurrencesOf, type Values } from "./search-state.ts";

/** An assignment under construction: unit propagation with an undo, for the greedy pass and for DPLL. */
export class PartialAssignment {
  readonly formula: ReadFormula;
  readonly #occurrences: readonly (readonly number[])[];
  /** By variable: 0 unknown, 1 true, -1 false. */
  readonly #signs: Int8Array;
  readonly #trail: number[] = [];
  readonly #trueCount: Uint16Array;
  readonly #falseCount: Uint16Array;

  /** Values that were given so far, those taken back again among them. */
  assigned = 0;

  constructor(formula: ReadFormula) {
    this.formula = formula;
    this.#occurrences = occurrencesOf(formula);
    this.#signs = new Int8Array(formula.variables + 1);
    this.#trueCount = new Uint16Array(formula.clauses.length);
    this.#falseCount = new Uint16Array(formula.clauses.length);
  }

  /** A mark to come back to with {@link undo}. */
  get mark(): number {
    return this.#trail.length;
  }

  /** Makes a literal true, and all that follows by unit propagation. False when a clause has become false. */
  assume(literal: number): boolean {
    const waiting = [literal];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const sign = this.#signs[Math.abs(next)] as number;
      if (sign !== 0) {
        if (sign > 0 === next > 0) continue;
        return false;
      }
      if (!this.#set(next, waiting)) return false;
    }
    return true;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const literal = this.#trail.pop() as number;
      this.#signs[Math.abs(literal)] = 0;
      for (const clause of this.#of(literal)) this.#trueCount[clause] = (this.#trueCount[clause] as number) - 1;
      for (const clause of this.#of(-literal)) this.#falseCount[clause] = (this.#falseCount[clause] as number) - 1;
    }
  }

  /**
   * The literal to try next, or `null` when every clause is satisfied: the variable whose two signs weigh most together
   * (product of sums of 5^(false literals) over open clauses), its heavier sign first.
   */
  branch(): number | null {
    const weights = new Float64Array(this.#occurrences.length);
    let open = false;
    for (const [number, clause] of this.formula.clauses.entries()) {
      if ((this.#trueCount[number] as number) > 0) continue;
      open = true;
      const weight = 5 ** (this.#falseCount[number] as number);
      for (const literal of clause) {
        if (this.#signs[Math.abs(literal)] !== 0) continue;
        weights[literalIndex(literal)] = (weights[literalIndex(literal)] as number) + weight;
      }
    }
    if (!open) return null;
    let best = 0;
    let heaviest = -1;
    for (let variable = 1; variable <= this.formula.variables; variable += 1) {
      if (this.#signs[variable] !== 0) continue;
      const positive = weights[2 * variable] as number;
      const negative = weights[2 * variable + 1] as number;
      const product = (positive + 1) * (negative + 1);
      if (product > heaviest) {
        heaviest = product;
        best = positive >= negative ? variable : -variable;
      }
    }
    return best;
  }

  /** Values so far; unknown variables count as false. */
  values(): Values {
    return Uint8Array.from(this.#signs, (sign) => (sign > 0 ? 1 : 0));
  }

  #set(literal: number, waiting: number[]): boolean {
    this.#signs[Math.abs(literal)] = Math.sign(literal);
    this.#trail.push(literal);
    this.assigned += 1;
    for (const clause of this.#of(literal)) this.#trueCount[clause] = (this.#trueCount[clause] as number) + 1;
    let consistent = true;
    for (const number of this.#of(-literal)) {
      const count = (this.#falseCount[number] as number) + 1;
      this.#falseCount[number] = count;
      if ((this.#trueCount[number] as number) > 0) continue;
      const clause = this.formula.clauses[number] as readonly number[];
      if (count === clause.length) consistent = false;
      else if (count === clause.length - 1) {
        const last = clause.find((other) => this.#signs[Math.abs(other)] === 0);
        if (last !== undefined) waiting.push(last);
      }
    }
    return consistent;
  }

  #of(literal: number): readonly number[] {
    return this.#occurrences[literalIndex(literal)] as readonly number[];
  }
}
