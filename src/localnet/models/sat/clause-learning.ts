import type { FastRandom } from "../fast-random.ts";
import { ActivityHeap } from "./activity-heap.ts";
import type { Assignment, Formula } from "./formula.ts";

const RESTART_CONFLICTS = 64;

/**
 * A complete search: unit propagation over two watched literals, clause learning at the first unique implication point
 * (Marques-Silva and Sakallah, 1996; Moskewicz et al., 2001), restarts by Luby's sequence.
 *
 * @param stepLimit literals assigned and clauses visited, together, after which the search gives up.
 * @returns a satisfying assignment, or `null` when there is none or the limit was reached.
 */
export function searchWithLearning(formula: Formula, random: FastRandom, stepLimit: number): Assignment | null {
  const search = new Search(formula, random);
  for (let restart = 1; ; restart += 1) {
    const verdict = search.run(RESTART_CONFLICTS * luby(restart), stepLimit);
    if (verdict === "satisfied") return search.assignment();
    if (verdict === "hopeless") return null;
  }
}

/** 1 1 2 1 1 2 4 …: the sequence of Luby, Sinclair and Zuckerman (1993), from index 1. */
function luby(index: number): number {
  let power = 1;
  while (power * 2 <= index + 1) power *= 2;
  return power === index + 1 ? power / 2 : luby(index + 1 - power);
}

/** Literals are coded 2v for "variable v (from 0) is true" and 2v+1 for "false"; `literal ^ 1` negates. */
class Search {
  readonly #clauses: number[][] = [];
  readonly #watches: number[][];
  /** By literal: 1 true, -1 false, 0 open. */
  readonly #value: Int8Array;
  readonly #level: Int32Array;
  /** By variable: the clause that forced it, or -1. */
  readonly #reason: Int32Array;
  readonly #phase: Uint8Array;
  readonly #seen: Uint8Array;
  readonly #order: ActivityHeap;
  readonly #trail: number[] = [];
  readonly #levelStarts: number[] = [];
  #next = 0;
  #steps = 0;
  #contradiction = false;

  constructor(formula: Formula, random: FastRandom) {
    const count = formula.variableCount;
    this.#watches = Array.from({ length: count * 2 }, () => []);
    this.#value = new Int8Array(count * 2);
    this.#level = new Int32Array(count);
    this.#reason = new Int32Array(count).fill(-1);
    this.#phase = Uint8Array.from({ length: count }, () => random.below(2));
    this.#seen = new Uint8Array(count);
    this.#order = new ActivityHeap(count);
    for (const clause of formula.clauses) this.#load(clause.map((l) => (Math.abs(l) - 1) * 2 + (l < 0 ? 1 : 0)));
    for (let variable = 0; variable < count; variable += 1) this.#order.add(variable);
  }

  run(conflictLimit: number, stepLimit: number): "satisfied" | "hopeless" | "restart" {
    if (this.#contradiction) return "hopeless";
    for (let conflicts = 0; ;) {
      const conflict = this.#propagate();
      if (conflict !== -1) {
        conflicts += 1;
        if (this.#levelStarts.length === 0) return "hopeless";
        this.#learnFrom(conflict);
      } else if (this.#steps > stepLimit) return "hopeless";
      else if (conflicts >= conflictLimit) {
        this.#undoTo(0);
        return "restart";
      } else if (!this.#decide()) return "satisfied";
    }
  }

  assignment(): Assignment {
    return Uint8Array.from(this.#phase, (_, variable) => (this.#value[variable * 2] === 1 ? 1 : 0));
  }

  #load(clause: number[]): void {
    const [first] = clause;
    if (first === undefined) return;
    for (const literal of clause) this.#order.bump(literal >> 1);
    if (clause.length > 1) this.#attach(clause);
    else if (this.#value[first] === -1) this.#contradiction = true;
    else if (this.#value[first] === 0) this.#assign(first, -1);
  }

  #attach(clause: number[]): number {
    const index = this.#clauses.push(clause) - 1;
    this.#watches[clause[0] ?? 0]?.push(index);
    this.#watches[clause[1] ?? 0]?.push(index);
    return index;
  }

  #assign(literal: number, reason: number): void {
    this.#value[literal] = 1;
    this.#value[literal ^ 1] = -1;
    this.#level[literal >> 1] = this.#levelStarts.length;
    this.#reason[literal >> 1] = reason;
    this.#trail.push(literal);
    this.#steps += 1;
  }

  /** @returns the index of a clause that became false, or -1. */
  #propagate(): number {
    while (this.#next < this.#trail.length) {
      const falsified = (this.#trail[this.#next] ?? 0) ^ 1;
      this.#next += 1;
      const conflict = this.#visitWatchers(falsified);
      if (conflict !== -1) return conflict;
    }
    return -1;
  }

  #visitWatchers(falsified: number): number {
    const watchers = this.#watches[falsified] ?? [];
    this.#steps += watchers.length;
    let kept = 0;
    for (let place = 0; place < watchers.length; place += 1) {
      const index = watchers[place] ?? 0;
      const clause = this.#clauses[index] ?? [];
      if (clause[0] === falsified) {
        clause[0] = clause[1] ?? 0;
        clause[1] = falsified;
      }
      const other = clause[0] ?? 0;
      if (this.#value[other] !== 1 && this.#watchAnother(clause, index)) continue;
      watchers[kept] = index;
      kept += 1;
      if (this.#value[other] === 1) continue;
      if (this.#value[other] === 0) this.#assign(other, index);
      else {
        while (++place < watchers.length) watchers[kept++] = watchers[place] ?? 0;
        watchers.length = kept;
        return index;
      }
    }
    watchers.length = kept;
    return -1;
  }

  #watchAnother(clause: number[], index: number): boolean {
    for (let place = 2; place < clause.length; place += 1) {
      const literal = clause[place] ?? 0;
      if (this.#value[literal] === -1) continue;
      clause[place] = clause[1] ?? 0;
      clause[1] = literal;
      this.#watches[literal]?.push(index);
      return true;
    }
    return false;
  }

  #learnFrom(conflict: number): void {
    const learned = [0];
    const touched: number[] = [];
    let open = 0;
    let place = this.#trail.length - 1;
    let literal = -1;
    for (let clause = this.#clauses[conflict] ?? []; ; clause = this.#clauses[this.#reason[literal >> 1] ?? 0] ?? []) {
      for (const each of clause) {
        const variable = each >> 1;
        if (each === literal || this.#seen[variable] === 1 || this.#level[variable] === 0) continue;
        this.#seen[variable] = 1;
        touched.push(variable);
        this.#order.bump(variable);
        if (this.#level[variable] === this.#levelStarts.length) open += 1;
        else learned.push(each);
      }
      while (this.#seen[(this.#trail[place] ?? 0) >> 1] === 0) place -= 1;
      literal = this.#trail[place] ?? 0;
      place -= 1;
      open -= 1;
      if (open === 0) break;
    }
    learned[0] = literal ^ 1;
    for (const variable of touched) this.#seen[variable] = 0;
    this.#order.decay();
    this.#undoTo(this.#placeSecondWatch(learned));
    this.#assign(learned[0], learned.length > 1 ? this.#attach(learned) : -1);
  }

  /** Moves the literal of the deepest level below the conflict to place 1. @returns that level. */
  #placeSecondWatch(learned: number[]): number {
    let deepest = 0;
    for (let place = 1; place < learned.length; place += 1) {
      const literal = learned[place] ?? 0;
      const level = this.#level[literal >> 1] ?? 0;
      if (level <= deepest) continue;
      deepest = level;
      learned[place] = learned[1] ?? 0;
      learned[1] = literal;
    }
    return deepest;
  }

  #undoTo(level: number): void {
    const start = this.#levelStarts[level];
    if (start === undefined) return;
    for (const literal of this.#trail.splice(start)) {
      this.#value[literal] = 0;
      this.#value[literal ^ 1] = 0;
      this.#phase[literal >> 1] = (literal & 1) ^ 1;
      this.#order.add(literal >> 1);
    }
    this.#levelStarts.length = level;
    this.#next = start;
  }

  /** Opens a level with the most active open variable. @returns false when no variable is open. */
  #decide(): boolean {
    for (let variable = this.#order.pop(); variable !== undefined; variable = this.#order.pop()) {
      if (this.#value[variable * 2] !== 0) continue;
      this.#levelStarts.push(this.#trail.length);
      this.#assign(variable * 2 + (this.#phase[variable] === 1 ? 0 : 1), -1);
      return true;
    }
    return false;
  }
}
