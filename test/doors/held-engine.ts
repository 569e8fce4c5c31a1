import type { PythonEngine, Verdict } from "../../src/sandbox/index.ts";
import { ENDED_WELL } from "../sandbox/kit/ended-well.ts";

/** A Python engine whose programs, which write nothing, end when the test says so: what is under way stays so. */
export class HeldEngine implements PythonEngine {
  readonly #held: (() => void)[] = [];
  #isOpen = false;

  /** Programs that wait for their end. */
  get held(): number {
    return this.#held.length;
  }

  run(): Promise<Verdict> {
    if (this.#isOpen) return Promise.resolve(ENDED_WELL);
    return new Promise((resolve) => this.#held.push(() => resolve(ENDED_WELL)));
  }

  /** Ends the program that has waited longest. */
  endOne(): void {
    this.#held.shift()?.();
  }

  /** Ends all programs, those to come too. */
  endAll(): void {
    this.#isOpen = true;
    for (const end of this.#held.splice(0)) end();
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  inspect(): Promise<never> {
    return Promise.reject(new Error("not asked"));
  }
}
