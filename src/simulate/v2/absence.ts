import { Availability, scheduleLagRounds, type RoundShape } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import type { AnsweredRecord } from "../world/scores.ts";

/** A round in which a champion's host may be away. */
export interface AbsentRound {
  readonly round: number;
  /** What both would answer: who reads the public beacon and knows the weights knows it beforehand. */
  readonly truth: AnsweredRecord;
  /** Whether challengers are asked too. */
  readonly counts: boolean;
  readonly generator: Generator;
}

/** Chance that a question goes unanswered: 0 where the host is there, 1 where it is away. */
export type Absence = (at: AbsentRound) => number;

type Advance = (seen: AnsweredRecord, unpaid: boolean) => void;

/** A champion's host in a test: asks it with the lag of the contest, and lets tests rest as the contest does. */
export class HostWatch {
  readonly #shape: RoundShape;
  readonly #absence: Absence;
  readonly #availability: Availability;
  readonly #lag = scheduleLagRounds();
  /** Rounds that are not complete yet. */
  readonly #waiting: { round: number; nulls: readonly number[]; advance: ((unpaid: boolean) => void) | null }[] = [];
  #isUnpaid = false;
  #unpaidAfter: number | null = null;
  #rounds = 0;

  constructor(shape: RoundShape, absence: Absence) {
    this.#shape = shape;
    this.#absence = absence;
    this.#availability = new Availability(shape, 0);
  }

  get rounds(): number {
    return this.#rounds;
  }

  get unpaidAfter(): number | null {
    return this.#unpaidAfter;
  }

  /** Asks in a round; `advance` is called when it is complete, unless the test rested in it. */
  play(round: number, truth: AnsweredRecord, generator: Generator, advance: Advance): void {
    this.#rounds += 1;
    this.#completeUntil(round - this.#lag);
    const counts = !this.#availability.restsAt(round);
    const chance = this.#absence({ round, truth, counts, generator });
    const nulls = this.#nullsOf(truth, chance, generator);
    const seen = chance === 0 ? truth : withNulls(truth, nulls, this.#shape, generator);
    this.#waiting.push({ round, nulls, advance: counts ? (unpaid) => advance(seen, unpaid) : null });
  }

  #completeUntil(last: number): void {
    for (let first = this.#waiting[0]; first !== undefined && first.round <= last; first = this.#waiting[0]) {
      first.advance?.(this.#isUnpaid);
      this.#availability.add(first.round, first.nulls, first.advance !== null);
      this.#isUnpaid = this.#availability.isUnpaid(first.round);
      if (this.#isUnpaid) this.#unpaidAfter ??= first.round + 1;
      this.#waiting.shift();
    }
  }

  #nullsOf({ challenger }: AnsweredRecord, chance: number, generator: Generator): readonly number[] {
    const { questions } = this.#shape;
    if (chance === 0 || chance === 1) return challenger.map(() => chance * questions);
    return challenger.map(() => {
      let count = 0;
      for (let question = 0; question < questions; question += 1) count += generator.uniform() < chance ? 1 : 0;
      return count;
    });
  }
}

/** The record with so many questions of the champion, drawn at random, left unanswered. */
function withNulls(
  truth: AnsweredRecord,
  nulls: readonly number[],
  { questions }: RoundShape,
  generator: Generator,
): AnsweredRecord {
  if (nulls.every((count) => count === 0)) return truth;
  const champion = nulls.map((count, env) => {
    let right = (truth.champion?.[env] ?? 0) / 1000;
    for (let asked = questions; asked > questions - count; asked -= 1) if (generator.below(asked) < right) right -= 1;
    return 1000 * right;
  });
  return { ...truth, champion, nulls };
}
