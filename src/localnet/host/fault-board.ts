import { AffineError } from "../../core/index.ts";
import type { Fault, LocalModel } from "../models/index.ts";

/** Which model fails, how, and for how many requests more. */
export class FaultBoard {
  readonly #faults = new Map<string, { readonly fault: Fault; left: number } | null>();

  constructor(models: readonly LocalModel[]) {
    for (const model of models) this.add(model);
  }

  /** A model that is served from now on; one that was there before keeps the fault it was given. */
  add(model: LocalModel): void {
    if (this.#faults.has(model.name)) return;
    this.#faults.set(model.name, null);
    this.set(model.name, model.fault ?? null);
  }

  /**
   * Makes a model fail from its next request on, or heals it.
   *
   * @throws AffineError `not_found` when there is no such model.
   */
  set(model: string, fault: Fault | null): void {
    if (!this.#faults.has(model)) throw new AffineError("not_found", `There is no model ${model} here.`);
    this.#faults.set(model, fault && { fault, left: fault.requests ?? Number.POSITIVE_INFINITY });
  }

  /** The fault of the request that just came in, which it uses up. */
  next(model: string): Fault | undefined {
    const current = this.#faults.get(model);
    if (current === undefined || current === null || current.left === 0) return undefined;
    current.left -= 1;
    return current.fault;
  }
}
