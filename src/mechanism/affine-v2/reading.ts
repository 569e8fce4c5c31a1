import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";
import type { RoundRecord } from "./round.ts";
import { worstDifferences } from "./streams.ts";

/** How a round counts. */
export type Reading =
  | { readonly kind: "counts"; readonly differences: readonly number[]; readonly scores: readonly number[] }
  /** D = −Q and X = 0 in every stream that could crown, nothing in those of futility. */
  | { readonly kind: "counts_against"; readonly differences: readonly number[]; readonly scores: readonly number[] }
  | { readonly kind: "void" };

const VOID: Reading = { kind: "void" };

/** What one validator did in a test. */
export interface ValidatorTally {
  /** Rounds that were its own. */
  rounds: number;
  /** Of these missing, late, invalid or doubled, void ones included. */
  missing: number;
  doubled: number;
  /** Such rounds since its last good one. */
  run: number;
}

/** Turns records into what counts, in the order of the rounds. */
export class RecordReader {
  readonly #against: Reading;
  readonly #zeros: readonly number[];
  readonly #tallies = new Map<string, ValidatorTally>();
  #rounds = 0;
  #championVoids = 0;
  #voids = 0;

  constructor(environments: number) {
    this.#zeros = new Array<number>(environments).fill(0);
    this.#against = { kind: "counts_against", differences: worstDifferences(environments), scores: this.#zeros };
  }

  get tallies(): ReadonlyMap<string, ValidatorTally> {
    return this.#tallies;
  }

  /** Rounds voided, for whatever reason. */
  get voids(): number {
    return this.#voids;
  }

  read(validator: string, record: RoundRecord): Reading {
    this.#rounds += 1;
    const tally = this.#tallyOf(validator);
    tally.rounds += 1;
    const reading = this.#judge(tally, record);
    if (reading.kind === "void") this.#voids += 1;
    return reading;
  }

  #judge(tally: ValidatorTally, record: RoundRecord): Reading {
    if (record.kind === "void") return VOID;
    if (record.kind === "answered") {
      tally.run = 0;
      if (record.champion !== null) return counts(record.challenger, record.champion);
      return this.#mayVoidForChampion() ? VOID : counts(record.challenger, this.#zeros);
    }
    tally.missing += 1;
    if (record.kind === "doubled") tally.doubled += 1;
    tally.run += 1;
    return tally.run <= V2_CONSTANTS.missingRun ? this.#against : VOID;
  }

  /** Up to 5% of the rounds so far; a test is taken to have SCREEN rounds at least. */
  #mayVoidForChampion(): boolean {
    const rounds = Math.max(this.#rounds, V2_CONSTANTS.screenRounds);
    if ((this.#championVoids + 1) * V2_CONSTANTS.championVoidOneIn > rounds) return false;
    this.#championVoids += 1;
    return true;
  }

  #tallyOf(validator: string): ValidatorTally {
    let tally = this.#tallies.get(validator);
    if (tally === undefined) {
      tally = { rounds: 0, missing: 0, doubled: 0, run: 0 };
      this.#tallies.set(validator, tally);
    }
    return tally;
  }
}

function counts(challenger: readonly number[], champion: readonly number[]): Reading {
  const differences = challenger.map((score, env) => score - (champion[env] ?? SCORE_SCALE));
  return { kind: "counts", differences, scores: challenger };
}

/** More failures than the quota allows, or a round told twice: grounds to leave a validator out of a test. */
export function isBarred(tally: ValidatorTally): boolean {
  const allowed = Math.floor(tally.rounds / V2_CONSTANTS.quotaOneIn) + V2_CONSTANTS.quotaGrace;
  return tally.doubled > 0 || tally.missing > allowed;
}
