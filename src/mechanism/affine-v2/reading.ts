import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";
import type { RoundRecord, RoundScores, RoundShape } from "./round.ts";
import { worstDifferences } from "./streams.ts";

/** What a round adds: D and X, sums over the questions of each environment. */
interface Counted {
  readonly differences: readonly number[];
  readonly scores: RoundScores;
}

/** How a round counts. */
export type Reading =
  | ({ readonly kind: "counts" } & Counted)
  /**
   * The champion left questions unanswered. In streams that could crown it counts as right there; in those of futility as
   * wrong, `mostDifferences`: nobody gains by a question that goes unanswered, whoever chooses it.
   */
  | ({ readonly kind: "counts_both_ways"; readonly mostDifferences: readonly number[] } & Counted)
  /** D = −Q and X = 0 in every stream that could crown, nothing in those of futility. */
  | ({ readonly kind: "counts_against" } & Counted)
  | { readonly kind: "void" };

const VOID: Reading = { kind: "void" };

/** What one validator did in a test. */
export interface ValidatorTally {
  /** Rounds that were its own. */
  rounds: number;
  /** Of these missing, late, invalid or doubled, void ones included. */
  missing: number;
  /** Of these void because so few are missing. */
  allowed: number;
  /** Of these counted as lost. */
  against: number;
  doubled: number;
  /** Such rounds since its last good one. */
  run: number;
}

/** Turns records into what counts, in the order of the rounds. */
export class RecordReader {
  readonly #against: Reading;
  readonly #shape: RoundShape;
  readonly #tallies = new Map<string, ValidatorTally>();
  #voids = 0;

  constructor(shape: RoundShape) {
    this.#shape = shape;
    const scores = new Array<number>(shape.environments).fill(0);
    this.#against = { kind: "counts_against", differences: worstDifferences(shape), scores };
  }

  get tallies(): ReadonlyMap<string, ValidatorTally> {
    return this.#tallies;
  }

  /** Rounds voided, for whatever reason. */
  get voids(): number {
    return this.#voids;
  }

  /** @param validators how many take part: from three on a few missing rounds of each are void */
  read(validator: string, record: RoundRecord, validators: number): Reading {
    const tally = this.#tallyOf(validator);
    tally.rounds += 1;
    const reading = this.#judge(tally, record, validators);
    if (reading.kind === "void") this.#voids += 1;
    return reading;
  }

  #judge(tally: ValidatorTally, record: RoundRecord, validators: number): Reading {
    if (record.kind === "void") return VOID;
    if (record.kind === "answered") {
      tally.run = 0;
      return this.#counted(record);
    }
    tally.missing += 1;
    if (record.kind === "doubled") tally.doubled += 1;
    tally.run += 1;
    if (tally.run > V2_CONSTANTS.missingRun) return VOID;
    const { allowanceValidators, allowanceOneIn } = V2_CONSTANTS;
    if (validators >= allowanceValidators && (tally.allowed + 1) * allowanceOneIn <= tally.rounds) {
      tally.allowed += 1;
      return VOID;
    }
    tally.against += 1;
    return this.#against;
  }

  #counted({ champion, nulls, challenger: scores }: RoundRecord & { readonly kind: "answered" }): Reading {
    const most = SCORE_SCALE * this.#shape.questions;
    if (champion === null) {
      const differences = scores.map((score) => score - most);
      return { kind: "counts_both_ways", differences, mostDifferences: scores, scores };
    }
    const mostDifferences = scores.map((score, env) => score - (champion[env] ?? most));
    if (nulls === undefined || nulls.every((count) => count === 0)) {
      return { kind: "counts", differences: mostDifferences, scores };
    }
    const differences = mostDifferences.map((difference, env) => difference - SCORE_SCALE * (nulls[env] ?? 0));
    return { kind: "counts_both_ways", differences, mostDifferences, scores };
  }

  save() {
    return {
      tallies: [...this.#tallies].map(([hotkey, tally]) => [hotkey, { ...tally }] as const),
      voids: this.#voids,
    };
  }

  load({ tallies, voids }: ReturnType<RecordReader["save"]>): void {
    for (const [hotkey, tally] of tallies) this.#tallies.set(hotkey, { ...tally });
    this.#voids = voids;
  }

  #tallyOf(validator: string): ValidatorTally {
    let tally = this.#tallies.get(validator);
    if (tally === undefined) {
      tally = { rounds: 0, missing: 0, allowed: 0, against: 0, doubled: 0, run: 0 };
      this.#tallies.set(validator, tally);
    }
    return tally;
  }
}

/** Whether a validator has more rounds that count as lost than the quota allows. */
export function isOverQuota({ rounds, against }: ValidatorTally): boolean {
  return against > Math.floor(rounds / V2_CONSTANTS.quotaOneIn) + V2_CONSTANTS.quotaGrace;
}
