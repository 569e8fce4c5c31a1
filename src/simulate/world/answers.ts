import type { Generator } from "../random/generator.ts";
import { drawNormal, normalOfHigh, normalOfLow } from "../random/normal.ts";
import type { Model } from "./model.ts";
import type { QuestionMemory, QuestionPool } from "./questions.ts";

/** Right answers of a round as bits: bit e is environment e. */
export type AnswerBits = number;

/** Draws what models answer, round by round: one question an environment, the same for everybody. */
export class AnswerSource {
  readonly #generator: Generator;
  readonly #environments: number;
  readonly #pool: QuestionPool | null;
  readonly #difficulty: Float64Array;
  readonly #questions: Int32Array;
  /** Luck of the lineages in this round; those of the last one are drawn anew when asked for. */
  readonly #lineages = new Map<string, { round: number; readonly luck: Float64Array }>();
  #round = 0;

  /** @param pool questions come again; always fresh when left out */
  constructor(generator: Generator, environments: number, pool: QuestionPool | null = null) {
    this.#generator = generator;
    this.#environments = environments;
    this.#pool = pool;
    this.#difficulty = new Float64Array(environments);
    this.#questions = new Int32Array(environments);
  }

  /** Asks the next questions. */
  nextRound(): void {
    this.#round += 1;
    for (let env = 0; env < this.#environments; env += 1) {
      this.#difficulty[env] = drawNormal(this.#generator);
      if (this.#pool !== null) this.#questions[env] = this.#pool.ask(env, this.#generator);
    }
  }

  /** A model's answers to the questions of this round; drawn anew at every call. */
  answer(model: Model): AnswerBits {
    const { limits, difficultyWeight, lineageWeight } = model;
    const luck = this.#luckOf(model.spec.lineage);
    const difficulty = this.#difficulty;
    let bits = 0;
    let word = 0;
    for (let env = 0; env < limits.length; env += 1) {
      // One word of the generator is two noises.
      if (env % 2 === 0) word = this.#generator.uint32();
      const noise = env % 2 === 0 ? normalOfHigh(word) : normalOfLow(word);
      const shared = difficultyWeight * (difficulty[env] as number) + lineageWeight * (luck[env] as number);
      if (shared + noise < (limits[env] as number)) bits |= 1 << env;
    }
    return model.spec.memory === undefined ? bits : bits | this.#remembered(model.spec.memory);
  }

  #remembered(memory: QuestionMemory): AnswerBits {
    let bits = 0;
    for (let env = 0; env < this.#environments; env += 1) {
      if (memory[env]?.[this.#questions[env] as number] === 1) bits |= 1 << env;
    }
    return bits;
  }

  #luckOf(lineage: string): Float64Array {
    let entry = this.#lineages.get(lineage);
    if (entry === undefined) {
      entry = { round: 0, luck: new Float64Array(this.#environments) };
      this.#lineages.set(lineage, entry);
    }
    if (entry.round !== this.#round) {
      entry.round = this.#round;
      for (let env = 0; env < this.#environments; env += 1) entry.luck[env] = drawNormal(this.#generator);
    }
    return entry.luck;
  }
}
