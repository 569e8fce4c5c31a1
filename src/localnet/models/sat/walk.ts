import type { FastRandom } from "../fast-random.ts";
import { type Assignment, type Formula, holds } from "./formula.ts";
import { guessAtRandom } from "./guess.ts";

/** Chance, of 1000, to flip any variable of a broken clause instead of the best: near the optimum for random 3-SAT. */
const NOISE_THOUSANDTHS = 500;

/**
 * WalkSAT (Selman, Kautz and Cohen, 1994): begin anywhere, then flip a variable of a random broken clause, one that
 * breaks nothing else where there is one.
 *
 * @returns the best assignment met within `flips` flips; it satisfies everything when the walk succeeded.
 */
export function walk(formula: Formula, random: FastRandom, flips: number): Assignment {
  const state = new WalkState(formula, guessAtRandom(formula, random));
  let best = state.assignment.slice();
  let fewest = state.broken.length;
  for (let flip = 0; flip < flips && state.broken.length > 0; flip += 1) {
    const clause = formula.clauses[state.broken[random.below(state.broken.length)] ?? 0] ?? [];
    state.flip(state.choose(clause, random));
    if (state.broken.length < fewest) {
      fewest = state.broken.length;
      best = state.assignment.slice();
    }
  }
  return best;
}

class WalkState {
  readonly assignment: Assignment;
  /** Indices of the clauses that are false now, in no order. */
  readonly broken: number[] = [];
  readonly #formula: Formula;
  readonly #trueLiterals: Int32Array;
  readonly #placeInBroken: Int32Array;
  readonly #whereTrue: number[][];
  readonly #whereFalse: number[][];

  constructor(formula: Formula, assignment: Assignment) {
    this.#formula = formula;
    this.assignment = assignment;
    this.#trueLiterals = new Int32Array(formula.clauses.length);
    this.#placeInBroken = new Int32Array(formula.clauses.length).fill(-1);
    this.#whereTrue = Array.from({ length: formula.variableCount }, () => []);
    this.#whereFalse = Array.from({ length: formula.variableCount }, () => []);
    for (const [index, clause] of formula.clauses.entries()) {
      for (const literal of clause) {
        (literal > 0 ? this.#whereTrue : this.#whereFalse)[Math.abs(literal) - 1]?.push(index);
      }
      this.#trueLiterals[index] = clause.filter((literal) => holds(assignment, literal)).length;
      if (this.#trueLiterals[index] === 0) this.#breakClause(index);
    }
  }

  /** The variable (from 0) of a broken clause that is to be flipped. */
  choose(clause: readonly number[], random: FastRandom): number {
    let chosen: number[] = [];
    let fewest = Number.POSITIVE_INFINITY;
    for (const literal of clause) {
      const variable = Math.abs(literal) - 1;
      const losses = this.#losses(variable);
      if (losses < fewest) {
        fewest = losses;
        chosen = [];
      }
      if (losses === fewest) chosen.push(variable);
    }
    if (fewest > 0 && random.below(1000) < NOISE_THOUSANDTHS) {
      return Math.abs(clause[random.below(clause.length)] ?? 1) - 1;
    }
    return chosen[random.below(chosen.length)] ?? 0;
  }

  flip(variable: number): void {
    const nowTrue = this.assignment[variable] === 0;
    this.assignment[variable] = nowTrue ? 1 : 0;
    for (const index of (nowTrue ? this.#whereTrue : this.#whereFalse)[variable] ?? []) {
      if (this.#add(index, 1) === 1) this.#mendClause(index);
    }
    for (const index of (nowTrue ? this.#whereFalse : this.#whereTrue)[variable] ?? []) {
      if (this.#add(index, -1) === 0) this.#breakClause(index);
    }
  }

  /** How many clauses hold by this variable alone. */
  #losses(variable: number): number {
    let losses = 0;
    for (const index of (this.assignment[variable] === 1 ? this.#whereTrue : this.#whereFalse)[variable] ?? []) {
      if (this.#trueLiterals[index] === 1) losses += 1;
    }
    return losses;
  }

  #add(index: number, change: number): number {
    return (this.#trueLiterals[index] = (this.#trueLiterals[index] ?? 0) + change);
  }

  #breakClause(index: number): void {
    this.#placeInBroken[index] = this.broken.length;
    this.broken.push(index);
  }

  #mendClause(index: number): void {
    const place = this.#placeInBroken[index] ?? 0;
    const last = this.broken.pop() ?? index;
    if (last !== index) {
      this.broken[place] = last;
      this.#placeInBroken[last] = place;
    }
    this.#placeInBroken[index] = -1;
  }
}
