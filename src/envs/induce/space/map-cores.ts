import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import type { Core } from "../grammar/rule.ts";
import type { Calls } from "./calls.ts";
import { fittingChoices } from "./choices.ts";
import { coresOf } from "./cores-of.ts";
import { elementSetsFor, type ElementSets } from "./element-sets.ts";

/** Predicates that do not ask for a state: the first ones of the table. */
const STATELESS = PREDICATES.findIndex(({ reads }) => reads === "state");
const KEYLESS = PREDICATES.findIndex(({ reads }) => reads === "key");
const IDS = ELEMENT_MAPS.map(({ id }) => id);

/** Finds the choices that turn each element of lists into the element at the same place of other lists. */
export class MapCores {
  readonly #calls: Calls;
  readonly #sets: ElementSets;
  readonly #low = new Int32Array(1024);
  readonly #high = new Int32Array(1024);

  constructor(calls: Calls) {
    this.#calls = calls;
    this.#sets = elementSetsFor(calls.output);
  }

  /** False if some element of the first call cannot come of any map: a quick look that nearly all pairs fail. */
  mayFit(from: readonly number[], to: readonly number[]): boolean {
    const k = this.#calls.inputs[0]?.k ?? 0;
    for (const [i, x] of from.entries()) {
      if (!this.#sets.find(x, i, k, to[i] as number, this.#low, this.#high, 0)) return false;
    }
    return true;
  }

  /** All cores of up to `arms` results that fit; lists of the same lengths, call by call. */
  *fitting(from: readonly (readonly number[])[], to: readonly (readonly number[])[], arms: number): Generator<Core> {
    let count = 0;
    for (const [call, v] of from.entries()) {
      const k = this.#calls.inputs[call]?.k ?? 0;
      for (const [i, x] of v.entries()) {
        if (!this.#sets.find(x, i, k, to[call]?.[i] as number, this.#low, this.#high, count)) return;
        count += 1;
      }
    }
    const asked = this.#calls.input === "key" ? STATELESS : KEYLESS;
    const holds = new Int32Array(count);
    let at = 0;
    for (const [call, v] of from.entries()) {
      const k = this.#calls.inputs[call]?.k ?? 0;
      for (let i = 0; i < v.length; i += 1, at += 1) {
        for (let bit = 0; bit < asked; bit += 1) {
          if (PREDICATES[bit]?.holds(v, i, k, 0) === true) holds[at] = (holds[at] as number) | (1 << bit);
        }
      }
    }
    const evidence = { count, holds, low: this.#low, high: this.#high };
    for (const set of fittingChoices(evidence, asked, arms)) {
      for (const choice of coresOf(set, IDS)) yield { kind: "map", choice };
    }
  }
}
