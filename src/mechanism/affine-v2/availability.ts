import { kinds, need } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";
import type { RoundShape } from "./round.ts";

const { unpaidRounds, unpaidCountedPercent, unpaidAllPercent, vacantRounds, vacantAnsweredPercent } = V2_CONSTANTS;
const { restNulls, restRounds } = V2_CONSTANTS;
/** Rounds that have left the windows are let go of so many at a time. */
const MOST_PASSED = 10_000;

/** A round in which the champion was asked. */
interface Asked {
  readonly round: number;
  readonly nulls: number;
  /** Of these in rounds in which challengers were asked too, so that they counted in tests. */
  readonly counted: number;
}

/**
 * Whether a champion answers: when tests rest, whether it is paid, whether its throne is vacant. Everything follows from
 * rounds that are complete before the questions exist that it is applied to.
 */
export class Availability {
  /** Questions of a round. */
  readonly #questions: number;
  readonly #firstRound: number;
  /** Per environment, consecutive rounds with a null. */
  readonly #runs: number[];
  #asked: Asked[] = [];
  /** Places in #asked at which the windows of pay and of vacancy begin. */
  #payFrom = 0;
  #vacancyFrom = 0;
  #counted = 0;
  #all = 0;
  /** Nulls in the window of vacancy. */
  #unanswered = 0;
  #resting = false;
  #answeredAgain = false;

  constructor(shape: RoundShape, firstRound: number) {
    const what = "{ environments, questions } and the first round";
    need(
      kinds.shape({ environments: kinds.between(0, 65_535), questions: kinds.between(0) }),
      shape,
      "Availability",
      what,
    );
    need(kinds.whole, firstRound, "Availability", what);
    const { environments, questions } = shape;
    this.#questions = environments * questions;
    this.#firstRound = firstRound;
    this.#runs = new Array<number>(environments).fill(0);
  }

  /** @param nulls per environment @param counts whether challengers were asked too */
  add(round: number, nulls: readonly number[], counts: boolean): void {
    const all = nulls.reduce((sum, count) => sum + count, 0);
    const counted = counts ? all : 0;
    this.#asked.push({ round, nulls: all, counted });
    this.#all += all;
    this.#counted += counted;
    this.#unanswered += all;
    for (const [env, count] of nulls.entries()) this.#runs[env] = count > 0 ? (this.#runs[env] ?? 0) + 1 : 0;
    if (this.#runs.some((run) => run >= restNulls)) {
      this.#resting = true;
      this.#answeredAgain = false;
    } else if (all === 0) this.#answeredAgain = true;
  }

  /** Whether the tests rest in a round that is scheduled now; to be asked once a round, in order. */
  restsAt(round: number): boolean {
    if (this.#resting && this.#answeredAgain && round % restRounds === 0) this.#resting = false;
    return this.#resting;
  }

  /** Whether nulls are too many over the last rounds up to this one: the champion is not paid, and no test is stopped. */
  isUnpaid(round: number): boolean {
    for (let first = this.#asked[this.#payFrom]; first !== undefined && first.round <= round - unpaidRounds;) {
      this.#all -= first.nulls;
      this.#counted -= first.counted;
      this.#payFrom += 1;
      first = this.#asked[this.#payFrom];
    }
    const whole = unpaidRounds * this.#questions;
    return 100 * this.#counted > unpaidCountedPercent * whole || 100 * this.#all > unpaidAllPercent * whole;
  }

  /** Whether hardly anything was answered over a window that lies in the reign, in half of whose rounds it was asked. */
  isVacant(round: number): boolean {
    for (let first = this.#asked[this.#vacancyFrom]; first !== undefined && first.round <= round - vacantRounds;) {
      this.#unanswered -= first.nulls;
      this.#vacancyFrom += 1;
      first = this.#asked[this.#vacancyFrom];
    }
    this.#forget();
    const rounds = this.#asked.length - this.#vacancyFrom;
    if (2 * rounds < vacantRounds || this.#firstRound > round - vacantRounds) return false;
    const asked = rounds * this.#questions;
    return 100 * (asked - this.#unanswered) < vacantAnsweredPercent * asked;
  }

  /** Everything that counts yet, for {@link load}. */
  save() {
    const passed = Math.min(this.#payFrom, this.#vacancyFrom);
    return {
      firstRound: this.#firstRound,
      runs: [...this.#runs],
      asked: this.#asked.slice(passed).map(({ round, nulls, counted }) => [round, nulls, counted] as const),
      payFrom: this.#payFrom - passed,
      vacancyFrom: this.#vacancyFrom - passed,
      resting: this.#resting,
      answeredAgain: this.#answeredAgain,
    };
  }

  load(saved: ReturnType<Availability["save"]>): void {
    this.#asked = saved.asked.map(([round, nulls, counted]) => ({ round, nulls, counted }));
    for (const [env, run] of saved.runs.entries()) this.#runs[env] = run;
    this.#payFrom = saved.payFrom;
    this.#vacancyFrom = saved.vacancyFrom;
    const sum = (from: number, of: (asked: Asked) => number): number =>
      this.#asked.slice(from).reduce((total, asked) => total + of(asked), 0);
    this.#all = sum(this.#payFrom, ({ nulls }) => nulls);
    this.#counted = sum(this.#payFrom, ({ counted }) => counted);
    this.#unanswered = sum(this.#vacancyFrom, ({ nulls }) => nulls);
    this.#resting = saved.resting;
    this.#answeredAgain = saved.answeredAgain;
  }

  /** Lets go of rounds that have left both windows, many at a time. */
  #forget(): void {
    const passed = Math.min(this.#payFrom, this.#vacancyFrom);
    if (passed < MOST_PASSED) return;
    this.#asked = this.#asked.slice(passed);
    this.#payFrom -= passed;
    this.#vacancyFrom -= passed;
  }
}
