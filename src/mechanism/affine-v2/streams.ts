import { SCORE_SCALE, STAKES, V2_CONSTANTS } from "./constants.ts";
import type { RoundShape } from "./round.ts";
import { streamRow } from "./table.ts";
import type { TestTerms } from "./terms.ts";

/*
 * Layout of the sums, J = STAKES numbers a stream. Streams that could crown: A0, M, then per environment A_e, N_e, L_e.
 * Streams of futility: G, Gm, then per environment G_e, H_e.
 */
const CROWN_MEAN = 2;
const CROWN_PER_ENVIRONMENT = 3;
const FUTILITY_MEAN = 2;
const FUTILITY_PER_ENVIRONMENT = 2;

const { futilityAnywhereBp, futilityMeanBp } = V2_CONSTANTS;

/** Places of the crown streams. */
export const crownStream = {
  superiorityMean: 0,
  mean: 1,
  superiority: (env: number): number => CROWN_MEAN + CROWN_PER_ENVIRONMENT * env,
  noninferiority: (env: number): number => CROWN_MEAN + CROWN_PER_ENVIRONMENT * env + 1,
  floor: (env: number): number => CROWN_MEAN + CROWN_PER_ENVIRONMENT * env + 2,
};

/** Places of the futility streams. */
export const futilityStream = {
  anywhere: 0,
  mean: 1,
  environment: (env: number): number => FUTILITY_MEAN + FUTILITY_PER_ENVIRONMENT * env,
  harm: (env: number): number => FUTILITY_MEAN + FUTILITY_PER_ENVIRONMENT * env + 1,
};

export const crownLength = (environments: number): number =>
  STAKES * (CROWN_MEAN + CROWN_PER_ENVIRONMENT * environments);
export const futilityLength = (environments: number): number =>
  STAKES * (FUTILITY_MEAN + FUTILITY_PER_ENVIRONMENT * environments);

/** The largest of a stream's J sums. */
export function largest(sums: Float64Array, stream: number): number {
  let most = -Infinity;
  for (let place = stream * STAKES, end = place + STAKES; place < end; place += 1) {
    const sum = sums[place] ?? -Infinity;
    if (sum > most) most = sum;
  }
  return most;
}

type RowList = (Float64Array | undefined)[];

/** Which rows of the table a test adds, by what happened; rows are built when first met. */
export class StreamRows {
  readonly #terms: TestTerms;
  /** Grid steps of a thousandth of one question: the mean over the questions counts. */
  readonly #steps: number;
  /** Largest score of an environment. */
  readonly #most: number;
  /** Rows by value + offset: sparse lists, since most scores are 0 or 1000. Made with the first round: many tests wait. */
  #mean: RowList | undefined;
  #difference: readonly RowList[] | undefined;
  #skill: readonly RowList[] | undefined;

  constructor(terms: TestTerms) {
    this.#terms = terms;
    this.#steps = 20 / terms.questions;
    this.#most = SCORE_SCALE * terms.questions;
  }

  /** A0, M, G, Gm for S = Σ D_e. */
  mean(sum: number): Float64Array {
    const rows = (this.#mean ??= empty(2 * this.#most * this.#terms.environments + 1));
    const place = sum + this.#most * this.#terms.environments;
    let row = rows[place];
    if (row === undefined) {
      const { environments, epsBp } = this.#terms;
      const steps = this.#steps * sum;
      row = joined(environments, [
        steps - 2 * environments * epsBp,
        steps,
        2 * futilityAnywhereBp - steps,
        2 * environments * (epsBp + futilityMeanBp) - steps,
      ]);
      rows[place] = row;
    }
    return row;
  }

  /** A_e, N_e, G_e, H_e for D_e. */
  difference(env: number, difference: number): Float64Array {
    this.#difference ??= this.#terms.deltaBp.map(() => empty(2 * this.#most + 1));
    const rows = this.#difference[env] as RowList;
    let row = rows[difference + this.#most];
    if (row === undefined) {
      const { epsBp, deltaBp } = this.#terms;
      const delta = deltaBp[env] as number;
      const steps = this.#steps * difference;
      row = joined(1, [steps - 2 * epsBp, steps + 2 * delta, 2 * (epsBp + futilityAnywhereBp) - steps, -delta - steps]);
      rows[difference + this.#most] = row;
    }
    return row;
  }

  /** L_e for X_e; nothing where the floor holds without a test. */
  skill(env: number, score: number): Float64Array | null {
    const floor = this.#terms.floorBp[env] ?? null;
    if (floor === null || floor <= 0) return null;
    this.#skill ??= this.#terms.deltaBp.map(() => empty(this.#most + 1));
    const rows = this.#skill[env] as RowList;
    let row = rows[score];
    if (row === undefined) rows[score] = row = joined(1, [this.#steps * score - 2 * floor]);
    return row;
  }
}

function empty(length: number): RowList {
  return new Array<undefined>(length).fill(undefined);
}

function joined(environments: number, steps: readonly number[]): Float64Array {
  const row = new Float64Array(STAKES * steps.length);
  for (const [index, step] of steps.entries()) row.set(streamRow(step, environments), index * STAKES);
  return row;
}

/** Adds a round to crown sums. */
export function addCrown(
  sums: Float64Array,
  rows: StreamRows,
  differences: readonly number[],
  scores: readonly number[],
): void {
  let total = 0;
  for (let env = 0; env < differences.length; env += 1) {
    const difference = differences[env] as number;
    total += difference;
    const start = crownStream.superiority(env) * STAKES;
    addRange(sums, start, rows.difference(env, difference), 0, 2 * STAKES);
    const skill = rows.skill(env, scores[env] as number);
    if (skill !== null) addRange(sums, start + 2 * STAKES, skill, 0, STAKES);
  }
  addRange(sums, 0, rows.mean(total), 0, 2 * STAKES);
}

/** Adds a round to futility sums. */
export function addFutility(sums: Float64Array, rows: StreamRows, differences: readonly number[]): void {
  let total = 0;
  for (let env = 0; env < differences.length; env += 1) {
    const difference = differences[env] as number;
    total += difference;
    addRange(sums, futilityStream.environment(env) * STAKES, rows.difference(env, difference), 2 * STAKES, 2 * STAKES);
  }
  addRange(sums, 0, rows.mean(total), 2 * STAKES, 2 * STAKES);
}

function addRange(sums: Float64Array, at: number, row: Float64Array, from: number, count: number): void {
  for (let place = 0; place < count; place += 1) {
    sums[at + place] = (sums[at + place] as number) + (row[from + place] as number);
  }
}

/** D = −Q in every environment: what a missing round counts as. */
export function worstDifferences({ environments, questions }: RoundShape): readonly number[] {
  return new Array<number>(environments).fill(-SCORE_SCALE * questions);
}
