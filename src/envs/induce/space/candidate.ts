import { bounded } from "../grammar/run-rule.ts";
import type { Input } from "../grammar/rule.ts";
import type { Combination } from "../grammar/combination.ts";
import type { Step } from "../grammar/step.ts";
import type { Calls } from "./calls.ts";

/** The beginning of a rule, up to its core. */
export class Candidate {
  readonly combination: Combination | null;
  readonly steps: readonly Step[];
  /** The list on the first call. */
  readonly first: readonly number[];
  readonly #calls: Calls;
  #all: readonly (readonly number[])[] | null | undefined;

  constructor(calls: Calls, combination: Combination | null, steps: readonly Step[], first: readonly number[]) {
    this.#calls = calls;
    this.combination = combination;
    this.steps = steps;
    this.first = first;
  }

  /** How much of a rule's size it is. */
  get size(): number {
    return this.steps.length + (this.combination === null ? 0 : 1);
  }

  /** The lists on all calls, `null` if one has no meaning; worked out when first asked for. */
  all(): readonly (readonly number[])[] | null {
    this.#all ??= this.#runAll();
    return this.#all;
  }

  #runAll(): readonly (readonly number[])[] | null {
    const lists = [this.first];
    for (const input of this.#calls.inputs.slice(1)) {
      let v = beginning(this.combination, input);
      for (const step of this.steps) v = v === null ? null : bounded(step.run(v, input.k));
      if (v === null) return null;
      lists.push(v);
    }
    return lists;
  }
}

/** The list that the steps begin with. */
export function beginning(combination: Combination | null, input: Input): readonly number[] | null {
  return combination === null ? input.xs : bounded(combination.run(input.xs, input.ys));
}
