import { PREDICATES } from "../grammar/predicate.ts";
import type { Core } from "../grammar/rule.ts";
import { STARTS, UPDATES } from "../grammar/update.ts";
import type { Calls } from "./calls.ts";
import { fittingChoices, type Evidence } from "./choices.ts";
import { coresOf } from "./cores-of.ts";

const KEYED = UPDATES.findIndex(({ reads }) => reads === "key");
const IDS = UPDATES.map(({ id }) => id);
const isKey = PREDICATES.map(({ reads }) => reads === "key");

/** Finds the running rules that write down the one list while they meet the other: every state is known but the first. */
export class RunCores {
  readonly #calls: Calls;
  readonly #updates: number;
  readonly #low = new Int32Array(1024);
  readonly #high = new Int32Array(1024);

  constructor(calls: Calls) {
    this.#calls = calls;
    this.#updates = calls.input === "key" ? UPDATES.length : KEYED;
  }

  /** False if some step from state to state on the first call is none of the grammar's. */
  mayFit(from: readonly number[], to: readonly number[]): boolean {
    const k = this.#calls.inputs[0]?.k ?? 0;
    for (let i = 1; i < from.length; i += 1) {
      if (!this.#isUpdate(to[i - 1] as number, from[i] as number, k, to[i] as number)) return false;
    }
    return true;
  }

  /** All cores of up to `arms` results that fit. */
  *fitting(from: readonly (readonly number[])[], to: readonly (readonly number[])[], arms: number): Generator<Core> {
    for (const start of STARTS) {
      const evidence = this.#evidence(from, to, start);
      if (evidence === null) continue;
      for (const set of fittingChoices(evidence, PREDICATES.length, arms)) {
        for (const choice of coresOf(set, IDS)) yield { kind: "run", start, choice };
      }
    }
  }

  #evidence(from: readonly (readonly number[])[], to: readonly (readonly number[])[], start: number): Evidence | null {
    let count = 0;
    for (const { v, i, k, state, next } of this.#meetings(from, to, start)) {
      const fits = this.#updatesFrom(state, v[i] as number, k, next);
      if (fits === 0) return null;
      this.#low[count] = fits;
      count += 1;
    }
    const holds = new Int32Array(count);
    let at = 0;
    for (const { v, i, k, state } of this.#meetings(from, to, start)) {
      holds[at] = conditions(v, i, k, state);
      at += 1;
    }
    return { count, holds, low: this.#low, high: this.#high };
  }

  *#meetings(from: readonly (readonly number[])[], to: readonly (readonly number[])[], start: number) {
    for (const [call, v] of from.entries()) {
      const k = this.#calls.inputs[call]?.k ?? 0;
      const states = to[call] as readonly number[];
      for (const i of v.keys()) {
        yield { v, i, k, state: i === 0 ? start : (states[i - 1] as number), next: states[i] as number };
      }
    }
  }

  #isUpdate(s: number, x: number, k: number, next: number): boolean {
    for (let at = 0; at < this.#updates; at += 1) if (UPDATES[at]?.run(s, x, k) === next) return true;
    return false;
  }

  #updatesFrom(s: number, x: number, k: number, next: number): number {
    let fits = 0;
    for (let at = 0; at < this.#updates; at += 1) if (UPDATES[at]?.run(s, x, k) === next) fits |= 1 << at;
    return fits;
  }
}

function conditions(v: readonly number[], i: number, k: number, s: number): number {
  let bits = 0;
  for (const [at, predicate] of PREDICATES.entries()) {
    if ((k !== 0 || isKey[at] !== true) && predicate.holds(v, i, k, s)) bits |= 1 << at;
  }
  return bits;
}
