import { V2_CONSTANTS } from "./constants.ts";
import { Evaluation } from "./evaluation.ts";
import type { TestRound } from "./round.ts";
import type { TestTerms } from "./terms.ts";

/** Terms under which a candidate meets an earlier challenger: better at all is enough. */
function duelTerms(environments: number): TestTerms {
  return {
    environments,
    epsBp: 0,
    deltaBp: new Array<number>(environments).fill(V2_CONSTANTS.deltaDefaultBp),
    floorBp: new Array<null>(environments).fill(null),
    admittedBlock: 0,
  };
}

/**
 * A candidate against an earlier-committed open challenger, on common rounds: won when the candidate is shown to be
 * better, by the streams of superiority. A copy of an open challenger wins with probability 10^-5 at most.
 */
export class Duel {
  readonly #evaluation: Evaluation;
  #won = false;
  #rounds = 0;
  /** Rounds for which the two have been scheduled together. */
  scheduled = 0;

  /** @param excluded validators left out of the candidate's own test */
  constructor(environments: number, excluded: ReadonlySet<string>) {
    this.#evaluation = new Evaluation(duelTerms(environments), excluded);
  }

  get won(): boolean {
    return this.#won;
  }

  /** Common rounds taken. */
  get rounds(): number {
    return this.#rounds;
  }

  /** @param round with the earlier challenger's scores in the place of the champion's */
  advance(round: TestRound): void {
    if (this.#won || this.#rounds >= V2_CONSTANTS.commonRounds) return;
    this.#rounds += 1;
    if (!this.#evaluation.add(round)) return;
    this.#evaluation.look();
    const { latches, withoutOne, validators } = this.#evaluation;
    const withoutEach = validators < 2 || [...withoutOne.values()].every((without) => without.superiority);
    this.#won = latches.superiority && withoutEach;
  }
}
