import { V2_CONSTANTS } from "./constants.ts";
import { lowerBoundBp } from "./anytime-interval.ts";
import type { RoundScores } from "./round.ts";
import type { ChampionScores } from "./terms.ts";

/** What a champion shows in its reign: its own scores, for terms and anchors, and whether it can be reached. */
export class Reign {
  readonly crownedBlock: number;
  readonly #sums: number[];
  #answers: number;
  readonly #questions: number;
  /** Scores of the reign alone: the crowning test was won with luck, and would bias the anchor. */
  readonly #counts: Map<number, number>[];
  readonly #seen: { block: number; unavailable: boolean }[] = [];
  #oldest = 0;
  #unavailable = 0;

  /** @param crowning sums over the crowning test's answered rounds */
  constructor(crownedBlock: number, crowning: ChampionScores, questions: number) {
    this.#questions = questions;
    this.crownedBlock = crownedBlock;
    this.#sums = [...crowning.sumThousandths];
    this.#answers = crowning.answers;
    this.#counts = this.#sums.map(() => new Map<number, number>());
  }

  get scores(): ChampionScores {
    return { sumThousandths: [...this.#sums], answers: this.#answers };
  }

  /** @param scores `null` when it was unavailable */
  add(block: number, scores: RoundScores | null): void {
    this.#seen.push({ block, unavailable: scores === null });
    if (scores === null) {
      this.#unavailable += 1;
      return;
    }
    this.#answers += this.#questions;
    for (const [env, score] of scores.entries()) {
      this.#sums[env] = (this.#sums[env] ?? 0) + score;
      const counts = this.#counts[env];
      counts?.set(score, (counts.get(score) ?? 0) + 1);
    }
  }

  /** Unavailable in goneShareBp or more of the rounds of the last goneBlocks blocks, of which all are in the reign. */
  hasGone(block: number): boolean {
    const { goneBlocks, goneShareBp } = V2_CONSTANTS;
    for (let first = this.#seen[this.#oldest]; first !== undefined && first.block <= block - goneBlocks;) {
      if (first.unavailable) this.#unavailable -= 1;
      this.#oldest += 1;
      first = this.#seen[this.#oldest];
    }
    const rounds = this.#seen.length - this.#oldest;
    if (rounds === 0 || this.crownedBlock > block - goneBlocks) return false;
    return this.#unavailable * 10_000 >= goneShareBp * rounds;
  }

  /** The anchors after this reign: where its own lower bound is higher than what there was, that. Basis points. */
  anchors(before: readonly (number | null)[]): (number | null)[] {
    return this.#counts.map((counts, env) => {
      const bound = lowerBoundBp(counts, { scores: this.#questions, leastBp: 0, level: V2_CONSTANTS.anchorLevel });
      return Math.max(before[env] ?? 0, bound);
    });
  }
}
