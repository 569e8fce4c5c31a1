import type { Random } from "../../../core/index.ts";
import type { Mutant } from "../spec/mutants.ts";
import type { InputKind } from "../spec/operation.ts";
import { printsOther, type Trace } from "../spec/run-spec.ts";
import type { Spec } from "../spec/spec.ts";
import { drawTest } from "./draw-test.ts";

/** Occasions of inputs that are to tell a mutant from its original. */
const KILLING: readonly InputKind[] = ["random", "random", "random", "ties", "large", "huge", "equal"];

/** Looks for inputs that tell mutants of a spec from it; all mutants are shown the same inputs, drawn when needed. */
export class Killers {
  readonly #spec: Spec;
  readonly #tests: Trace[];
  readonly #random: Random;
  readonly #candidates: Trace[] = [];
  /** True once no exact result was found for an occasion. */
  inexact = false;

  /** @param tests gets the inputs that were needed. */
  constructor(spec: Spec, tests: Trace[], random: Random) {
    this.#spec = spec;
    this.#tests = tests;
    this.#random = random;
  }

  /** True if a test tells the mutant from the spec, or one of the inputs number `from` to `below - 1`: that is added. */
  kill(mutant: Mutant, from: number, below: number): boolean {
    const tells = (trace: Trace): boolean => printsOther(mutant.spec, this.#spec, trace);
    if (this.#tests.some(tells)) return true;
    for (let attempt = from; attempt < below; attempt += 1) {
      const candidate = this.#candidate(attempt);
      if (candidate === null) return false;
      if (!tells(candidate)) continue;
      this.#tests.push(candidate);
      return true;
    }
    return false;
  }

  #candidate(attempt: number): Trace | null {
    const known = this.#candidates[attempt];
    if (known !== undefined || this.inexact) return known ?? null;
    const drawn = drawTest(this.#spec, KILLING[attempt % KILLING.length] as InputKind, this.#random);
    if (drawn === null) this.inexact = true;
    else this.#candidates[attempt] = drawn;
    return drawn;
  }
}
