import type { Generator } from "../random/generator.ts";
import { fillNormal } from "../random/normal.ts";
import type { Model } from "./model.ts";
import type { QuestionMemory, QuestionPool } from "./questions.ts";

/** Right answers of a round as bits: bit e is environment e. */
export type AnswerBits = number;

/**
 * Draws what models answer: one question an environment and round, the same for everybody. Rounds come in blocks, drawn
 * in one go; within a block numbers lie round by round, environment by environment.
 */
export class AnswerSource {
  readonly #generator: Generator;
  readonly #environments: number;
  readonly #rounds: number;
  /** Numbers a block has of each kind. */
  readonly #size: number;
  readonly #pool: QuestionPool | null;
  readonly #difficulty: Float64Array;
  readonly #noise: Float64Array;
  readonly #questions: Int32Array;
  readonly #single = new Int32Array(1);
  /** Luck of the lineages, one after the other: drawn anew when first asked for in a block. */
  #luck = new Float64Array(0);
  /** The block for which a lineage's luck was drawn. */
  #drawnFor = new Int32Array(0);
  #block = 0;

  /** @param settings `rounds` of a block, 1 unless given; `pool`: questions come again, always fresh when left out */
  constructor(
    generator: Generator,
    environments: number,
    { rounds = 1, pool = null }: { readonly rounds?: number; readonly pool?: QuestionPool | null } = {},
  ) {
    this.#generator = generator;
    this.#environments = environments;
    this.#rounds = rounds;
    this.#size = rounds * environments;
    this.#pool = pool;
    this.#difficulty = new Float64Array(this.#size);
    this.#noise = new Float64Array(this.#size);
    this.#questions = new Int32Array(this.#size);
  }

  /** Asks the questions of the next block. */
  next(): void {
    this.#block += 1;
    fillNormal(this.#generator, this.#difficulty, 0, this.#size);
    if (this.#pool === null) return;
    for (let at = 0; at < this.#size; at += 1) {
      this.#questions[at] = this.#pool.ask(at % this.#environments, this.#generator);
    }
  }

  /** A model's answers to the questions of a block of one round; drawn anew at every call. */
  answer(model: Model): AnswerBits {
    this.answerAll(model, this.#single);
    return this.#single[0] as number;
  }

  /** A model's answers to the questions of this block, one number a round; drawn anew at every call. */
  answerAll({ limits, difficultyWeight, lineageWeight, lineage, memory }: Model, answers: Int32Array): void {
    const first = this.#placeOf(lineage);
    const [luck, difficulty, noise] = [this.#luck, this.#difficulty, this.#noise];
    fillNormal(this.#generator, noise, 0, this.#size);
    let at = 0;
    for (let round = 0; round < this.#rounds; round += 1) {
      let bits = 0;
      for (let env = 0; env < limits.length; env += 1) {
        const shared = difficultyWeight * (difficulty[at] as number) + lineageWeight * (luck[first + at] as number);
        if (shared + (noise[at] as number) < (limits[env] as number)) bits |= 1 << env;
        at += 1;
      }
      answers[round] = memory === undefined ? bits : bits | this.#remembered(memory, round);
    }
  }

  #remembered(memory: QuestionMemory, round: number): AnswerBits {
    let bits = 0;
    for (let env = 0; env < this.#environments; env += 1) {
      const question = this.#questions[round * this.#environments + env] as number;
      if (memory[env]?.[question] === 1) bits |= 1 << env;
    }
    return bits;
  }

  /** Where the luck of a lineage in this block begins. */
  #placeOf(lineage: number): number {
    const place = lineage * this.#size;
    if (this.#drawnFor[lineage] === this.#block) return place;
    if (lineage >= this.#drawnFor.length) this.#makeRoomFor(lineage);
    this.#drawnFor[lineage] = this.#block;
    fillNormal(this.#generator, this.#luck, place, place + this.#size);
    return place;
  }

  #makeRoomFor(lineage: number): void {
    const room = 2 * (lineage + 1);
    const [luck, drawnFor] = [this.#luck, this.#drawnFor];
    this.#luck = new Float64Array(room * this.#size);
    this.#luck.set(luck);
    this.#drawnFor = new Int32Array(room);
    this.#drawnFor.set(drawnFor);
  }
}
