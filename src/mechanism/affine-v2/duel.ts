import { type SharedValues } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";
import { NOBODY, type Exclusions } from "./exclusions.ts";
import { ReplayedEvaluation, type SettledVerdict } from "./replayed-evaluation.ts";
import { isRecord, type RoundShape, type TestRound } from "./round.ts";
import type { TestTerms } from "./terms.ts";

/** Terms under which a candidate meets an earlier challenger: better at all is enough. */
function duelTerms({ environments, questions }: RoundShape, level: number): TestTerms {
  return {
    environments,
    questions,
    level,
    epsBp: 0,
    deltaBp: new Array<number>(environments).fill(V2_CONSTANTS.deltaDefaultBp),
    floorBp: new Array<null>(environments).fill(null),
    admittedBlock: 0,
  };
}

/** Futility does not end a duel; two validators whose records cannot both be true do. */
const isFrozen = (verdict: SettledVerdict): boolean => verdict.kind === "freeze";

/**
 * A candidate against an earlier-committed open challenger, on common rounds: won when the candidate is shown to be
 * better, by the streams of superiority. A copy of an open challenger wins with probability 10^-5 at most. Validators
 * are left out as in a test.
 */
export class Duel {
  readonly #replayed: ReplayedEvaluation;
  readonly #shape: RoundShape;
  readonly #level: number;
  #state: "open" | "won" | "frozen" = "open";
  #rounds = 0;
  /** Rounds for which the two have been scheduled together. */
  scheduled = 0;

  /**
   * @param level 1/α, that of the candidate's own test
   * @param exclusions validators left out of it
   */
  constructor(shape: RoundShape, level: number, exclusions: Exclusions) {
    this.#shape = shape;
    this.#level = level;
    this.#replayed = new ReplayedEvaluation(duelTerms(shape, level), { exclusions, isFinal: isFrozen });
  }

  get won(): boolean {
    return this.#state === "won";
  }

  /** Common rounds taken. */
  get rounds(): number {
    return this.#rounds;
  }

  /** @param round with the earlier challenger's scores in the place of the champion's */
  advance(round: TestRound): void {
    if (this.#state !== "open" || this.#rounds >= V2_CONSTANTS.commonRounds) return;
    this.#rounds += 1;
    const sound = isRecord(round.record, this.#shape);
    const verdict = this.#replayed.add(sound ? round : { ...round, record: { kind: "invalid" } });
    if (verdict === null) return;
    const { latches, latchesWithoutCoalition } = this.#replayed.evaluation;
    if (isFrozen(verdict)) this.#state = "frozen";
    else if (latches.superiority && latchesWithoutCoalition.superiority) this.#state = "won";
    if (this.#state !== "open") this.#replayed.forget();
  }

  save(shared: SharedValues) {
    return {
      level: this.#level,
      state: this.#state,
      rounds: this.#rounds,
      scheduled: this.scheduled,
      replayed: this.#replayed.save(shared),
    };
  }

  /** A duel as {@link save} gave it. */
  static load(saved: ReturnType<Duel["save"]>, shared: SharedValues, shape: RoundShape): Duel {
    const duel = new Duel(shape, saved.level, NOBODY);
    duel.#state = saved.state;
    duel.#rounds = saved.rounds;
    duel.scheduled = saved.scheduled;
    duel.#replayed.load(saved.replayed, shared);
    return duel;
  }
}
