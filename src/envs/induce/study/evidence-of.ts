import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import { UPDATES } from "../grammar/update.ts";
import type { Calls } from "../space/calls.ts";
import { elementSetsFor, type ElementSets } from "../space/element-sets.ts";
import { lowestBit, type Meeting } from "./meeting.ts";

/** Lists, call by call. */
export type Lists = readonly (readonly number[])[];

const FIRST_KEYED_UPDATE = UPDATES.findIndex(({ reads }) => reads === "key");
/** What the tables say of the elements of a function's calls, asked one by one. */
export class Tables {
  readonly #calls: Calls;
  readonly #sets: ElementSets;
  readonly #low = new Int32Array(1);
  readonly #high = new Int32Array(1);

  constructor(calls: Calls) {
    this.#calls = calls;
    this.#sets = elementSetsFor(calls.output);
  }

  /** Whether some expression makes an element of a list another one. */
  canMap(from: Lists, to: Lists, call: number, i: number): boolean {
    const k = this.#calls.inputs[call]?.k ?? 0;
    return this.#sets.find(from[call]?.[i] as number, i, k, to[call]?.[i] as number, this.#low, this.#high, 0);
  }

  /** Whether some update explains what becomes of a running state at an element. */
  canMeet(from: Lists, to: Lists, call: number, i: number, state: number): boolean {
    return this.#updates(from, to, call, i, state) !== 0;
  }

  /** The same in full. */
  mapped(from: Lists, to: Lists, call: number, i: number): Meeting | null {
    if (!this.canMap(from, to, call, i)) return null;
    return { low: this.#low[0] as number, high: this.#high[0] as number, holds: this.#holding(from, call, i, 0) };
  }

  met(from: Lists, to: Lists, call: number, i: number, state: number): Meeting | null {
    const low = this.#updates(from, to, call, i, state);
    return low === 0 ? null : { low, high: 0, holds: this.#holding(from, call, i, state) };
  }

  #updates(from: Lists, to: Lists, call: number, i: number, state: number): number {
    const k = this.#calls.inputs[call]?.k ?? 0;
    const last = this.#calls.input === "key" ? UPDATES.length : FIRST_KEYED_UPDATE;
    let fits = 0;
    for (let at = 0; at < last; at += 1) {
      if (UPDATES[at]?.run(state, from[call]?.[i] as number, k) === to[call]?.[i]) fits |= 1 << at;
    }
    return fits;
  }

  /** The conditions that a core of a kind may ask, as bits. */
  conditions(kind: "map" | "run"): number {
    let bits = 0;
    for (const [at, { reads }] of PREDICATES.entries()) {
      const isKnown = reads === "element" || (reads === "key" ? this.#calls.input === "key" : kind === "run");
      if (isKnown) bits |= 1 << at;
    }
    return bits;
  }

  #holding(from: Lists, call: number, i: number, state: number): number {
    const v = from[call] as readonly number[];
    const k = this.#calls.inputs[call]?.k ?? 0;
    let bits = 0;
    for (const [at, { holds }] of PREDICATES.entries()) {
      if (holds(v, i, k, state)) bits |= 1 << at;
    }
    return bits;
  }
}

/** The names of what a set of expressions or updates holds first: any will do. */
export function firstName(kind: "map" | "run", low: number, high: number): string {
  const bit = low === 0 ? 31 + lowestBit(high) : lowestBit(low);
  return ((kind === "map" ? ELEMENT_MAPS : UPDATES)[bit] as { readonly id: string }).id;
}
