import type { SharedValues } from "../../core/index.ts";
import type { ChallengeTest } from "./challenge-test.ts";
import type { CommitmentOrder } from "./order.ts";
import type { Schedulable } from "./ranking.ts";
import { saveTrial, type SavedTrial, type Trial } from "./trial.ts";
import { isScores, type RoundRecord, type RoundShape } from "./round.ts";
import type { ChampionScores, TestTerms } from "./terms.ts";

/** Somebody admitted to the contest. */
export interface Contender {
  /** Unique in the contest: stands for one model of one hotkey. */
  readonly id: string;
  readonly hotkey: string;
  readonly committed: CommitmentOrder;
}

/** A contender in the contest, with its trial once that has begun. */
export class Entry implements Schedulable {
  readonly contender: Contender;
  trial: Trial | null = null;
  scheduled = 0;
  /** Until a trial of it that had been served begins anew. */
  isNew = true;
  /** Rank in the reign before, {@link rankMillionths}: the order in which a vacant throne is fought for. */
  before = -Infinity;
  #isCounted = false;
  readonly #sums: number[];
  readonly #shape: RoundShape;
  #answered = 0;

  constructor(contender: Contender, shape: RoundShape) {
    this.contender = contender;
    this.#shape = shape;
    this.#sums = new Array<number>(shape.environments).fill(0);
  }

  get id(): string {
    return this.contender.id;
  }

  get sum(): number {
    return this.trial === null ? 0 : this.trial.kind === "test" ? this.trial.test.evaluation.sum : this.trial.test.sum;
  }

  get rounds(): number {
    return this.trial === null
      ? 0
      : this.trial.kind === "test"
        ? this.trial.test.evaluation.rounds
        : this.trial.test.rounds;
  }

  /** Has a trial that is undecided. */
  get isOpen(): boolean {
    if (this.trial === null) return false;
    return this.trial.kind === "test" ? this.trial.test.status.state === "open" : this.trial.test.state === "open";
  }

  get isCandidate(): boolean {
    return this.trial?.kind === "test" && this.trial.test.status.state === "candidate";
  }

  /** Was found able while there was no champion, but another was crowned at that moment. */
  get isQualified(): boolean {
    return this.trial?.kind === "qualification" && this.trial.test.state === "qualified";
  }

  /** Its trial has ended without a chance of a crown: stopped, out of rounds or time, or frozen. */
  get isDecided(): boolean {
    return this.trial !== null && !this.isOpen && !this.isCandidate && !this.isQualified;
  }

  /** Begins a trial anew. */
  begin(trial: Trial): void {
    if (this.scheduled > 0) this.isNew = false;
    this.trial = trial;
    this.#isCounted = false;
    this.scheduled = 0;
    this.#sums.fill(0);
    this.#answered = 0;
  }

  /** To be called before each round of its own: the test that is counted at the first takes the other's place. */
  count(counted: (terms: TestTerms) => ChallengeTest): void {
    if (this.#isCounted || this.trial?.kind !== "test") return;
    this.#isCounted = true;
    this.trial = { kind: "test", test: counted(this.trial.test.terms) };
  }

  /** Remembers own scores, which are a champion's first should it be crowned. */
  remember(record: RoundRecord | undefined): void {
    if (record?.kind !== "answered" || !isScores(record.challenger, this.#shape)) return;
    for (const [env, score] of record.challenger.entries()) this.#sums[env] = (this.#sums[env] ?? 0) + score;
    this.#answered += this.#shape.questions;
  }

  get ownScores(): ChampionScores {
    return { sumThousandths: [...this.#sums], answers: this.#answered };
  }

  save(shared: SharedValues) {
    const { contender, trial, scheduled, isNew, before } = this;
    return {
      contender,
      trial: trial === null ? null : saveTrial(trial, shared),
      ...{ scheduled, isNew, before: before === -Infinity ? null : before },
      isCounted: this.#isCounted,
      scores: this.ownScores,
    };
  }

  /** An entry as {@link save} gave it. */
  static load(saved: ReturnType<Entry["save"]>, shape: RoundShape, trialOf: (trial: SavedTrial) => Trial): Entry {
    const entry = new Entry(saved.contender, shape);
    entry.trial = saved.trial === null ? null : trialOf(saved.trial);
    [entry.scheduled, entry.isNew, entry.before] = [saved.scheduled, saved.isNew, saved.before ?? -Infinity];
    entry.#isCounted = saved.isCounted;
    for (const [env, sum] of saved.scores.sumThousandths.entries()) entry.#sums[env] = sum;
    entry.#answered = saved.scores.answers;
    return entry;
  }
}
