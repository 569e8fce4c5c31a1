import { Availability } from "./availability.ts";
import { V2_CONSTANTS } from "./constants.ts";
import { lowerBoundBp } from "./anytime-interval.ts";
import type { RoundScores, RoundShape } from "./round.ts";
import { testTerms, type ChampionScores, type TestTerms } from "./terms.ts";

/** What a champion did in one round. */
export interface ChampionRound {
  readonly round: number;
  /** `null` when it answered nothing. */
  readonly scores: RoundScores | null;
  /** Per environment, questions that it left unanswered; none when left out. */
  readonly nulls?: readonly number[] | undefined;
  /** Whether challengers were asked too. */
  readonly counts: boolean;
}

/** What a champion shows in its reign: its own scores, for terms and anchors, and whether it can be reached. */
export class Reign {
  readonly crownedBlock: number;
  readonly #shape: RoundShape;
  readonly #availability: Availability;
  readonly #sums: number[];
  #answers: number;
  /** Scores of the reign alone: the crowning test was won with luck, and would bias the anchor. */
  readonly #counts: Map<number, number>[];
  #isUnpaid = false;
  /** Block since which it has been unpaid without a break. */
  #unpaidSince = 0;
  #isVacant = false;

  /** @param crowning sums over the crowning test's answered rounds */
  constructor(at: { readonly block: number; readonly round: number }, crowning: ChampionScores, shape: RoundShape) {
    this.crownedBlock = at.block;
    this.#shape = shape;
    this.#availability = new Availability(shape, at.round);
    this.#sums = [...crowning.sumThousandths];
    this.#answers = crowning.answers;
    this.#counts = this.#sums.map(() => new Map<number, number>());
  }

  get scores(): ChampionScores {
    return { sumThousandths: [...this.#sums], answers: this.#answers };
  }

  /** For what a test is played that begins at a block. */
  terms(block: number, anchorsBp: readonly (number | null)[]): TestTerms {
    const { scores: champion, crownedBlock } = this;
    return testTerms({ champion, crownedBlock, block, anchorsBp, questions: this.#shape.questions });
  }

  /** As of the last {@link passTo}. */
  get isUnpaid(): boolean {
    return this.#isUnpaid;
  }

  /** As of the last {@link passTo}: it answers hardly anything, or has been unpaid for too long. */
  get isVacant(): boolean {
    return this.#isVacant;
  }

  /** Only what was answered whole counts for terms and anchors. */
  add({ round, scores, nulls, counts }: ChampionRound): void {
    const { environments, questions } = this.#shape;
    const unanswered = scores === null ? new Array<number>(environments).fill(questions) : nulls;
    this.#availability.add(round, unanswered ?? new Array<number>(environments).fill(0), counts);
    if (scores === null || unanswered?.some((count) => count > 0) === true) return;
    this.#answers += questions;
    for (const [env, score] of scores.entries()) {
      this.#sums[env] = (this.#sums[env] ?? 0) + score;
      const ofEnv = this.#counts[env];
      ofEnv?.set(score, (ofEnv.get(score) ?? 0) + 1);
    }
  }

  /** Whether the tests rest in a round that is scheduled now; to be asked once a round, in order. */
  restsAt(round: number): boolean {
    return this.#availability.restsAt(round);
  }

  /** Lets time pass to a round that has been played. */
  passTo(round: number, block: number): void {
    const isUnpaid = this.#availability.isUnpaid(round);
    if (isUnpaid && !this.#isUnpaid) this.#unpaidSince = block;
    this.#isUnpaid = isUnpaid;
    const forLong = isUnpaid && block - this.#unpaidSince >= V2_CONSTANTS.vacantUnpaidBlocks;
    this.#isVacant = forLong || this.#availability.isVacant(round);
  }

  /** The anchors after this reign: where its own lower bound is higher than what there was, that. Basis points. */
  anchors(before: readonly (number | null)[]): (number | null)[] {
    const about = { scores: this.#shape.questions, leastBp: 0, level: V2_CONSTANTS.anchorLevel };
    return this.#counts.map((counts, env) => Math.max(before[env] ?? 0, lowerBoundBp(counts, about)));
  }

  save() {
    return {
      crownedBlock: this.crownedBlock,
      scores: this.scores,
      counts: this.#counts.map((counts) => [...counts]),
      isUnpaid: this.#isUnpaid,
      unpaidSince: this.#unpaidSince,
      isVacant: this.#isVacant,
      availability: this.#availability.save(),
    };
  }

  /** A reign as {@link save} gave it. */
  static load(saved: ReturnType<Reign["save"]>, shape: RoundShape): Reign {
    const at = { block: saved.crownedBlock, round: saved.availability.firstRound };
    const reign = new Reign(at, saved.scores, shape);
    reign.#availability.load(saved.availability);
    for (const [env, counts] of saved.counts.entries()) reign.#counts[env] = new Map(counts);
    reign.#isUnpaid = saved.isUnpaid;
    reign.#unpaidSince = saved.unpaidSince;
    reign.#isVacant = saved.isVacant;
    return reign;
  }
}
