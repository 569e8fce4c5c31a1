import { V2_CONSTANTS } from "./constants.ts";
import { lowerBoundBp } from "./anytime-interval.ts";
import { RecordReader } from "./reading.ts";
import { isRecord, type RoundShape, type TestRound } from "./round.ts";
import { maxRounds } from "./terms.ts";

/** A model while there is no champion: is its skill above that of a blind guess in every environment? */
export class Qualification {
  readonly #blindBp: readonly number[];
  readonly #shape: RoundShape;
  readonly #admittedBlock: number;
  readonly #reader: RecordReader;
  readonly #counts: Map<number, number>[];
  #rounds = 0;
  #sum = 0;
  #boundBp = 0;
  #lastRound = -1;
  #state: "open" | "qualified" | "ended" = "open";

  constructor(blindBp: readonly number[], admittedBlock: number, questions = 1) {
    this.#blindBp = blindBp;
    this.#admittedBlock = admittedBlock;
    this.#shape = { environments: blindBp.length, questions };
    this.#reader = new RecordReader(this.#shape);
    this.#counts = blindBp.map(() => new Map<number, number>());
  }

  get state(): "open" | "qualified" | "ended" {
    return this.#state;
  }

  get rounds(): number {
    return this.#rounds;
  }

  /** Σ X, thousandths. */
  get sum(): number {
    return this.#sum;
  }

  /** Σ of the lower bounds of its skills as of the last look, basis points. */
  get boundBp(): number {
    return this.#boundBp;
  }

  advance(round: TestRound): void {
    if (this.#state !== "open" || !(round.round > this.#lastRound)) return;
    this.#lastRound = round.round;
    const zeros = this.#blindBp.map(() => 0);
    // There is no champion; whatever a record says of one is no matter.
    const record = { ...round.record, champion: zeros, nulls: zeros };
    const sound = isRecord(record, this.#shape);
    const reading = this.#reader.read(round.validator, sound ? record : { kind: "invalid" }, round.validators.length);
    if (reading.kind === "void") return;
    this.#rounds += 1;
    for (const [env, score] of reading.scores.entries()) {
      const counts = this.#counts[env];
      counts?.set(score, (counts.get(score) ?? 0) + 1);
      this.#sum += score;
    }
    if (this.#rounds % V2_CONSTANTS.checkRounds === 0) this.#look(round.block);
  }

  #look(block: number): void {
    const about = { scores: this.#shape.questions, leastBp: 0, level: V2_CONSTANTS.anchorLevel };
    const bounds = this.#counts.map((counts) => lowerBoundBp(counts, about));
    const aboveAll = bounds.every((bound, env) => bound > (this.#blindBp[env] ?? 0));
    this.#boundBp = bounds.reduce((sum, bound) => sum + bound, 0);
    if (this.#rounds >= V2_CONSTANTS.screenRounds && aboveAll) this.#state = "qualified";
    else if (this.#rounds >= maxRounds(this.#blindBp.length)) this.#state = "ended";
    else this.expire(block);
  }

  save() {
    return {
      admittedBlock: this.#admittedBlock,
      reader: this.#reader.save(),
      counts: this.#counts.map((counts) => [...counts]),
      ...{ rounds: this.#rounds, sum: this.#sum, boundBp: this.#boundBp },
      ...{ lastRound: this.#lastRound, state: this.#state },
    };
  }

  /** A qualification as {@link save} gave it. */
  static load(
    saved: ReturnType<Qualification["save"]>,
    { blindBp, questions }: { readonly blindBp: readonly number[]; readonly questions: number },
  ): Qualification {
    const test = new Qualification(blindBp, saved.admittedBlock, questions);
    test.#reader.load(saved.reader);
    for (const [env, counts] of saved.counts.entries()) test.#counts[env] = new Map(counts);
    [test.#rounds, test.#sum, test.#boundBp] = [saved.rounds, saved.sum, saved.boundBp];
    [test.#lastRound, test.#state] = [saved.lastRound, saved.state];
    return test;
  }

  expire(block: number): void {
    if (this.#state === "open" && block - this.#admittedBlock >= V2_CONSTANTS.ttlBlocks) this.#state = "ended";
  }
}
