import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";
import { RunningInterval } from "./anytime-interval.ts";
import { Discrepancy, discrepancyThreshold } from "./discrepancy.ts";
import { Electorate } from "./electorate.ts";
import { choicesOf, isRemoved, mayLeaveOut, NOBODY, withExclusion } from "./exclusions.ts";
import type { ExclusionReason, Exclusions } from "./exclusions.ts";
import {
  allShown,
  newCrownLatches,
  newFutilityLatches,
  thresholdsFor,
  updateCrown,
  updateFutility,
  type CrownLatches,
  type FutilityLatches,
  type StopReason,
} from "./latches.ts";
import { Parts, type Part } from "./parts.ts";
import { isOverQuota, RecordReader } from "./reading.ts";
import type { TestRound, ValidatorShare } from "./round.ts";
import { addCrown, addFutility, crownLength, futilityLength, largest, StreamRows } from "./streams.ts";
import { assertExact } from "./table.ts";
import type { TestTerms } from "./terms.ts";

/** What a look at the record says. */
export type Verdict =
  | { readonly kind: "go_on" }
  | { readonly kind: "candidate" }
  | { readonly kind: "stop"; readonly reason: StopReason }
  /** Leave this validator out and look again from the start. */
  | { readonly kind: "exclude"; readonly hotkey: string; readonly reason: ExclusionReason }
  | { readonly kind: "freeze" };

const GO_ON: Verdict = { kind: "go_on" };

/** The streams and latches of a test over its record, without the rounds of the validators left out. */
export class Evaluation {
  readonly terms: TestTerms;
  readonly exclusions: Exclusions;
  readonly latches: CrownLatches;
  /** Of the record without any coalition, at the lower levels. */
  readonly latchesWithoutCoalition: CrownLatches;
  readonly futilityLatches: FutilityLatches;
  readonly #futilityWithoutCoalition: FutilityLatches;
  readonly reader: RecordReader;
  readonly discrepancy: Discrepancy;
  /** Of the mean gain, then of the gain in each environment. */
  readonly intervals: readonly RunningInterval[];
  readonly #rows: StreamRows;
  readonly #parts: Parts;
  readonly #known = new Set<string>();
  #electorate: Electorate | null = null;
  #lastList: readonly ValidatorShare[] | null = null;
  #present: readonly ValidatorShare[] = [];
  /** First round at which who is present may change without a new list. */
  #presentUntil = -Infinity;
  #firstRound = 0;
  #lastRound = 0;
  #unpaid = false;
  #rounds = 0;
  #sum = 0;
  #against = 0;
  #nulls = 0;
  #left = 0;

  /** Whether shown intervals are intersected at every look: costs more than the decision and decides nothing. */
  readonly #followIntervals: boolean;

  constructor(
    terms: TestTerms,
    exclusions: Exclusions = NOBODY,
    { rows = new StreamRows(terms), followIntervals = false }: { rows?: StreamRows; followIntervals?: boolean } = {},
  ) {
    this.#followIntervals = followIntervals;
    this.terms = terms;
    this.exclusions = exclusions;
    this.#rows = rows;
    this.#parts = new Parts(crownLength(terms.environments), futilityLength(terms.environments));
    this.latches = newCrownLatches(terms);
    this.latchesWithoutCoalition = newCrownLatches(terms);
    this.futilityLatches = newFutilityLatches(terms);
    this.#futilityWithoutCoalition = newFutilityLatches(terms);
    this.reader = new RecordReader(terms);
    this.discrepancy = new Discrepancy(terms);
    const level = V2_CONSTANTS.intervalLevel;
    this.intervals = [terms.environments, ...terms.deltaBp.map(() => 1)].map(
      (over) => new RunningInterval(over * terms.questions, level),
    );
  }

  /** Sums of the streams that could crown. */
  get crown(): Float64Array {
    return this.#parts.total("crown");
  }

  /** Sums of the streams of futility. */
  get futility(): Float64Array {
    return this.#parts.total("futility");
  }

  /** n: rounds that count. */
  get rounds(): number {
    return this.#rounds;
  }

  /** Σ D over rounds, environments and questions, thousandths. */
  get sum(): number {
    return this.#sum;
  }

  /** Rounds that counted as lost because they are missing, late, invalid or doubled. */
  get against(): number {
    return this.#against;
  }

  /** Rounds in which the champion left questions unanswered, which count for it. */
  get nulls(): number {
    return this.#nulls;
  }

  /** Rounds that were removed, of validators left out. */
  get leftOut(): number {
    return this.#left;
  }

  /** Who held which share at the test's start; `null` before its first round. */
  get electorate(): Electorate | null {
    return this.#electorate;
  }

  /** Validators whose rounds are removed at present. */
  get excluded(): ReadonlySet<string> {
    return new Set([...this.exclusions.keys()].filter((who) => isRemoved(this.exclusions, who, this.#lastRound)));
  }

  /** How many times more surely superiority must be shown because of the rounds that were removed. */
  get choices(): bigint {
    return choicesOf(this.exclusions, this.#known.size);
  }

  /** Adds a round; true when it is time to look. */
  add({ round, validator, validators, record, unpaid = false }: TestRound): boolean {
    this.#meet(round, validators);
    this.#unpaid = unpaid;
    if (isRemoved(this.exclusions, validator, round)) {
      this.#left += 1;
      return false;
    }
    const reading = this.reader.read(validator, record, validators.length);
    if (reading.kind === "void") return false;
    const { differences, scores } = reading;
    const part = this.#parts.of(validator);
    addCrown(part.crown, this.#rows, differences, scores);
    if (reading.kind === "counts_against") this.#addAgainst();
    else {
      const most = reading.kind === "counts" ? differences : reading.mostDifferences;
      this.#addAnswered(validator, differences, most, unpaid ? null : part);
      if (reading.kind === "counts_both_ways") this.#nulls += 1;
    }
    this.#rounds += 1;
    return this.#rounds % V2_CONSTANTS.checkRounds === 0;
  }

  /** @param part where it counts towards a stop, `null` where it does not */
  #addAnswered(validator: string, least: readonly number[], most: readonly number[], part: Part | null): void {
    if (part !== null) addFutility(part.futility, this.#rows, most);
    let sum = 0;
    let mostSum = 0;
    for (let env = 0; env < least.length; env += 1) {
      const [low, high] = [least[env] as number, most[env] as number];
      sum += low;
      mostSum += high;
      (this.intervals[env + 1] as RunningInterval).addBetween(low, high);
    }
    (this.intervals[0] as RunningInterval).addBetween(sum, mostSum);
    this.#bet(sum, validator);
  }

  #bet(sum: number, validator: string): void {
    this.#sum += sum;
    if (this.#present.length > 1) this.discrepancy.bet(sum, validator, this.#present);
    this.discrepancy.observe(sum);
  }

  #addAgainst(): void {
    for (const interval of this.intervals) interval.addMissing();
    this.#sum -= SCORE_SCALE * this.terms.questions * this.terms.environments;
    this.#against += 1;
  }

  #meet(round: number, validators: readonly ValidatorShare[]): void {
    if (this.#electorate === null) {
      this.#electorate = new Electorate(validators);
      this.#firstRound = round;
    }
    this.#lastRound = round;
    if (validators === this.#lastList && round < this.#presentUntil) return;
    this.#lastList = validators;
    this.#present = validators.filter(({ hotkey }) => !isRemoved(this.exclusions, hotkey, round));
    const ends = [...this.exclusions.values()].map(({ untilRound }) => untilRound).filter((until) => until > round);
    this.#presentUntil = Math.min(Infinity, ...ends);
    for (const { hotkey } of validators) this.#known.add(hotkey);
  }

  /** The exclusions with one more, found at the last look. */
  exclusionsWith(found: { readonly hotkey: string; readonly reason: ExclusionReason }): Exclusions {
    return withExclusion(this.exclusions, found, { firstRound: this.#firstRound, round: this.#lastRound });
  }

  /** Called when {@link add} says so. */
  look(): Verdict {
    const electorate = this.#electorate;
    if (electorate === null) return GO_ON;
    const [crown, futility] = [this.crown, this.futility];
    assertExact(crown);
    assertExact(futility);
    const quarrel = this.#quarrel(electorate);
    if (quarrel !== null) return quarrel;
    this.discrepancy.recenter();
    if (this.#followIntervals) for (const interval of this.intervals) interval.look();
    const levels = thresholdsFor(this.terms, this.choices);
    updateCrown(this.latches, levels.full, (stream) => largest(crown, stream));
    updateCrown(
      this.latchesWithoutCoalition,
      levels.withoutCoalition,
      this.#parts.withoutCoalition("crown", crown, electorate),
    );
    const reason = updateFutility(this.futilityLatches, levels.full, (stream) => largest(futility, stream));
    const without = updateFutility(
      this.#futilityWithoutCoalition,
      levels.withoutCoalition,
      this.#parts.withoutCoalition("futility", futility, electorate),
    );
    if (allShown(this.latches) && allShown(this.latchesWithoutCoalition)) return { kind: "candidate" };
    // With two validators nobody could tell who blocks.
    const mayStop = without !== null || electorate.size < V2_CONSTANTS.coalitionStopValidators;
    return reason === null || !mayStop || this.#unpaid ? GO_ON : { kind: "stop", reason };
  }

  /** Everything but terms and exclusions. Who is present follows from the next round's list. */
  save() {
    return {
      latches: structuredClone(this.latches),
      latchesWithoutCoalition: structuredClone(this.latchesWithoutCoalition),
      futilityLatches: structuredClone(this.futilityLatches),
      futilityWithoutCoalition: structuredClone(this.#futilityWithoutCoalition),
      reader: this.reader.save(),
      discrepancy: this.discrepancy.save(),
      intervals: this.intervals.map((interval) => interval.save()),
      parts: this.#parts.save(),
      known: [...this.#known],
      electorate: this.#electorate?.validators ?? null,
      ...{ firstRound: this.#firstRound, lastRound: this.#lastRound, unpaid: this.#unpaid, rounds: this.#rounds },
      ...{ sum: this.#sum, against: this.#against, nulls: this.#nulls, left: this.#left },
    };
  }

  load(saved: ReturnType<Evaluation["save"]>): void {
    Object.assign(this.latches, saved.latches);
    Object.assign(this.latchesWithoutCoalition, saved.latchesWithoutCoalition);
    Object.assign(this.futilityLatches, saved.futilityLatches);
    Object.assign(this.#futilityWithoutCoalition, saved.futilityWithoutCoalition);
    this.reader.load(saved.reader);
    this.discrepancy.load(saved.discrepancy);
    for (const [place, interval] of saved.intervals.entries()) this.intervals[place]?.load(interval);
    this.#parts.load(saved.parts);
    for (const hotkey of saved.known) this.#known.add(hotkey);
    this.#electorate = saved.electorate === null ? null : new Electorate(saved.electorate);
    [this.#firstRound, this.#lastRound, this.#unpaid] = [saved.firstRound, saved.lastRound, saved.unpaid];
    [this.#rounds, this.#sum, this.#against] = [saved.rounds, saved.sum, saved.against];
    [this.#nulls, this.#left] = [saved.nulls, saved.left];
  }

  /** Whom to leave out, if anybody; who has left is not counted, and who holds more than half is believed. */
  #quarrel(electorate: Electorate): Verdict | null {
    if (this.#lastList === null || this.#lastList.length < 2) return null;
    const mayExclude = (hotkey: string): boolean =>
      hotkey !== electorate.majority && mayLeaveOut(this.exclusions, hotkey, this.#lastRound, electorate);
    if (electorate.size > 2) {
      const tallies = [...this.reader.tallies].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [hotkey, tally] of tallies) {
        const reason = tally.doubled > 0 ? "doubled" : isOverQuota(tally) ? "over_quota" : null;
        if (reason !== null && mayExclude(hotkey)) return { kind: "exclude", hotkey, reason };
      }
    }
    const worst = this.discrepancy.worst((hotkey) => hotkey !== electorate.majority);
    if (worst === null || worst.statistic < discrepancyThreshold(this.#known.size)) return null;
    if (mayExclude(worst.hotkey)) return { kind: "exclude", hotkey: worst.hotkey, reason: "discrepancy" };
    return electorate.size <= 2 && electorate.majority === null ? { kind: "freeze" } : null;
  }
}
