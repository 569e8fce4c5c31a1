import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";
import { RunningInterval } from "./anytime-interval.ts";
import { Discrepancy, discrepancyThreshold } from "./discrepancy.ts";
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
  type Thresholds,
} from "./latches.ts";
import { isOverQuota, RecordReader } from "./reading.ts";
import type { TestRound, ValidatorShare } from "./round.ts";
import { addCrown, addFutility, crownLength, futilityLength, largest, largestWithout, StreamRows } from "./streams.ts";
import { assertExact } from "./table.ts";
import type { TestTerms } from "./terms.ts";

/** What a look at the record says. */
export type Verdict =
  | { readonly kind: "go_on" }
  | { readonly kind: "candidate" }
  | { readonly kind: "stop"; readonly reason: StopReason }
  /** Leave this validator out and look again from the start. */
  | { readonly kind: "exclude"; readonly hotkey: string }
  | { readonly kind: "freeze" };

const GO_ON: Verdict = { kind: "go_on" };

/** What one validator's rounds add to the sums, and what the record shows without them. */
interface Part {
  crown: Float64Array;
  futility: Float64Array;
  readonly withoutIt: SubLatches;
}

/** Latches of a record without one validator's rounds. */
interface SubLatches {
  readonly crown: CrownLatches;
  readonly futility: FutilityLatches;
}

/** The streams and latches of a test over its record, without the rounds of the validators left out. */
export class Evaluation {
  readonly terms: TestTerms;
  readonly excluded: ReadonlySet<string>;
  readonly crown: Float64Array;
  readonly futility: Float64Array;
  readonly latches: CrownLatches;
  readonly futilityLatches: FutilityLatches;
  readonly reader: RecordReader;
  readonly discrepancy: Discrepancy;
  /** Of the mean gain, then of the gain in each environment. */
  readonly intervals: readonly RunningInterval[];
  readonly #rows: StreamRows;
  readonly #known = new Set<string>();
  readonly #parts = new Map<string, Part>();
  /** Of the record without a validator that has no round yet: the whole record, at the lower levels. */
  readonly #withoutNobody: SubLatches;
  #lastList: readonly ValidatorShare[] | null = null;
  #present: readonly ValidatorShare[] = [];
  #rounds = 0;
  #sum = 0;
  #against = 0;
  #left = 0;

  /** Whether shown intervals are intersected at every look: costs more than the decision and decides nothing. */
  readonly #followIntervals: boolean;

  constructor(
    terms: TestTerms,
    excluded: ReadonlySet<string>,
    { rows = new StreamRows(terms), followIntervals = false }: { rows?: StreamRows; followIntervals?: boolean } = {},
  ) {
    this.#followIntervals = followIntervals;
    this.terms = terms;
    this.excluded = excluded;
    this.#rows = rows;
    this.crown = new Float64Array(crownLength(terms.environments));
    this.futility = new Float64Array(futilityLength(terms.environments));
    this.latches = newCrownLatches(terms);
    this.futilityLatches = newFutilityLatches(terms);
    this.#withoutNobody = { crown: newCrownLatches(terms), futility: newFutilityLatches(terms) };
    this.reader = new RecordReader(terms);
    this.discrepancy = new Discrepancy(terms);
    const level = V2_CONSTANTS.intervalLevel;
    this.intervals = [terms.environments, ...terms.deltaBp.map(() => 1)].map(
      (over) => new RunningInterval(over * terms.questions, level),
    );
  }

  /** n: rounds that count. */
  get rounds(): number {
    return this.#rounds;
  }

  /** Σ D over rounds and environments, thousandths. */
  get sum(): number {
    return this.#sum;
  }

  /** Rounds that counted as lost because they are missing, late, invalid or doubled. */
  get against(): number {
    return this.#against;
  }

  /** Rounds of validators left out. */
  get leftOut(): number {
    return this.#left;
  }

  /** Validators met so far, those left out included. */
  get validators(): number {
    return this.#known.size;
  }

  /** Per validator with rounds, the latches of the record without these, as of the last look; none with one validator. */
  get withoutOne(): ReadonlyMap<string, CrownLatches> {
    const parts = this.#known.size < 2 ? [] : [...this.#parts];
    return new Map(parts.map(([validator, { withoutIt }]) => [validator, withoutIt.crown]));
  }

  /** Adds a round; true when it is time to look. */
  add({ validator, validators, record }: TestRound): boolean {
    this.#meet(validators);
    if (this.excluded.has(validator)) {
      this.#left += 1;
      return false;
    }
    const reading = this.reader.read(validator, record, validators.length);
    if (reading.kind === "void") return false;
    const { differences, scores } = reading;
    const part = this.#partOf(validator);
    addCrown(this.crown, this.#rows, differences, scores);
    if (part !== null) addCrown(part.crown, this.#rows, differences, scores);
    if (reading.kind === "counts") this.#addAnswered(validator, differences, part);
    else if (reading.kind === "counts_for_champion") this.#addNull(validator, differences);
    else this.#addAgainst();
    this.#rounds += 1;
    return this.#rounds % V2_CONSTANTS.checkRounds === 0;
  }

  #addAnswered(validator: string, differences: readonly number[], part: Part | null): void {
    addFutility(this.futility, this.#rows, differences);
    if (part !== null) addFutility(part.futility, this.#rows, differences);
    let sum = 0;
    for (let env = 0; env < differences.length; env += 1) {
      const difference = differences[env] as number;
      sum += difference;
      (this.intervals[env + 1] as RunningInterval).add(difference);
    }
    (this.intervals[0] as RunningInterval).add(sum);
    this.#bet(sum, validator);
  }

  #addNull(validator: string, differences: readonly number[]): void {
    let sum = 0;
    for (let env = 0; env < differences.length; env += 1) {
      const difference = differences[env] as number;
      sum += difference;
      (this.intervals[env + 1] as RunningInterval).addAtLeast(difference);
    }
    (this.intervals[0] as RunningInterval).addAtLeast(sum);
    this.#bet(sum, validator);
  }

  #bet(sum: number, validator: string): void {
    this.#sum += sum;
    if (this.#known.size > 1) this.discrepancy.bet(sum, validator, this.#present);
    this.discrepancy.observe(sum);
  }

  #addAgainst(): void {
    for (const interval of this.intervals) interval.addMissing();
    this.#sum -= SCORE_SCALE * this.terms.questions * this.terms.environments;
    this.#against += 1;
  }

  #meet(validators: readonly ValidatorShare[]): void {
    if (validators === this.#lastList) return;
    this.#lastList = validators;
    this.#present = validators.filter((entry) => !this.excluded.has(entry.hotkey));
    for (const { hotkey } of validators) this.#known.add(hotkey);
  }

  /**
   * A validator's own part of the sums; while there is one owner only, its part is the whole and not kept. What had been
   * shown before a validator's first round had been shown without it.
   */
  #partOf(validator: string): Part | null {
    let part = this.#parts.get(validator);
    if (part === undefined) {
      if (this.#parts.size === 1) {
        for (const first of this.#parts.values()) {
          first.crown = Float64Array.from(this.crown);
          first.futility = Float64Array.from(this.futility);
        }
      }
      part = {
        crown: new Float64Array(this.crown.length),
        futility: new Float64Array(this.futility.length),
        withoutIt: structuredClone(this.#withoutNobody),
      };
      this.#parts.set(validator, part);
    }
    return this.#parts.size === 1 ? null : part;
  }

  /** Called when {@link add} says so. */
  look(): Verdict {
    assertExact(this.crown);
    assertExact(this.futility);
    const quarrel = this.#quarrel();
    if (quarrel !== null) return quarrel;
    this.discrepancy.recenter();
    if (this.#followIntervals) for (const interval of this.intervals) interval.look();
    const levels = thresholdsFor(this.terms.environments);
    updateCrown(this.latches, levels.full, (stream) => largest(this.crown, stream));
    const reason = updateFutility(this.futilityLatches, levels.full, (stream) => largest(this.futility, stream));
    const futileWithoutEach = this.#lookWithoutEach(levels.withoutOne);
    if (allShown(this.latches) && this.#shownWithoutEach()) return { kind: "candidate" };
    return reason === null || !futileWithoutEach ? GO_ON : { kind: "stop", reason };
  }

  /**
   * Updates the latches of the records without one validator's rounds; says whether they allow a stop: with two
   * validators nobody could tell who blocks.
   */
  #lookWithoutEach(levels: Thresholds["withoutOne"]): boolean {
    updateCrown(this.#withoutNobody.crown, levels, (stream) => largest(this.crown, stream));
    updateFutility(this.#withoutNobody.futility, levels, (stream) => largest(this.futility, stream));
    const { size } = this.#known;
    if (size < 2) return true;
    let allFutile = true;
    for (const part of this.#parts.values()) {
      const { crown, futility } = this.#parts.size === 1 ? this : part;
      const { withoutIt } = part;
      updateCrown(withoutIt.crown, levels, (stream) => largestWithout(this.crown, crown, stream));
      const read = (stream: number): number => largestWithout(this.futility, futility, stream);
      if (updateFutility(withoutIt.futility, levels, read) === null) allFutile = false;
    }
    return allFutile || size < 3;
  }

  #shownWithoutEach(): boolean {
    if (this.#known.size < 2) return true;
    for (const { withoutIt } of this.#parts.values()) if (!allShown(withoutIt.crown)) return false;
    return true;
  }

  #quarrel(): Verdict | null {
    const known = this.#known.size;
    if (known < 2) return null;
    const mayExclude = this.excluded.size < known - 2;
    const barred = [...this.reader.tallies]
      .filter(([, tally]) => tally.doubled > 0 || isOverQuota(tally))
      .map(([hotkey]) => hotkey);
    const [first] = barred.sort();
    if (mayExclude && first !== undefined) return { kind: "exclude", hotkey: first };
    const worst = this.discrepancy.worst();
    if (worst === null || worst.statistic < discrepancyThreshold(known)) return null;
    if (known === 2) return { kind: "freeze" };
    return mayExclude ? { kind: "exclude", hotkey: worst.hotkey } : null;
  }
}
