import { sha256Hex } from "../../src/core/index.ts";
import type { Environment, Generated } from "../../src/envs/index.ts";

/** Counts questions that say what another one said, or that differ from it by names and order only. */
export class Repeats {
  readonly #prompts = new Set<string>();
  readonly #shapes = new Set<string>();
  readonly #environment: Environment;
  readonly #shapeOf: (question: Generated<unknown>) => string;
  #added = 0;

  constructor(environment: Environment) {
    const { info, study } = environment;
    if (study === undefined) throw new Error(`${info.name} does not say what shape a question has.`);
    this.#environment = environment;
    this.#shapeOf = (question) => study.shape(question);
  }

  /** Adds a level's questions `series-0`, `series-1` and so on that are not among them yet, until there are so many. */
  fillTo(count: number, level: number, series: string): void {
    while (this.#added < count) this.add(this.#environment.generate({ level }, `${series}-${this.#added}`));
  }

  add(question: Generated<unknown>): void {
    this.#added += 1;
    this.#prompts.add(sha256Hex(question.prompt));
    this.#shapes.add(sha256Hex(this.#shapeOf(question)));
  }

  get exact(): number {
    return this.#added - this.#prompts.size;
  }

  get shape(): number {
    return this.#added - this.#shapes.size;
  }

  /** For the lines of a test. */
  toString(): string {
    return `of ${this.#added} questions ${this.exact} repeat another, ${this.shape} in shape`;
  }

  /** At most one in a hundred. */
  get few(): boolean {
    return Math.max(this.exact, this.shape) <= this.#added / 100;
  }
}
