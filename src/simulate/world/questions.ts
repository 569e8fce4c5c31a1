import type { Generator } from "../random/generator.ts";

/** What a model has learnt by heart: a look at all the questions that had been asked when it was made. */
export type QuestionMemory = readonly Uint8Array[];

/** A finite pool of questions per environment: what the original's data sets amount to. */
export class QuestionPool {
  readonly #asked: readonly Uint8Array[];
  readonly #size: number;

  constructor(environments: number, size: number) {
    this.#size = size;
    this.#asked = Array.from({ length: environments }, () => new Uint8Array(size));
  }

  /** Draws a question, which everybody then knows. */
  ask(env: number, generator: Generator): number {
    const question = generator.below(this.#size);
    (this.#asked[env] as Uint8Array)[question] = 1;
    return question;
  }

  /** Everything asked so far, learnt by heart. */
  memorise(): QuestionMemory {
    return this.#asked.map((asked) => Uint8Array.from(asked));
  }
}
