import { Evaluation, type Verdict } from "./evaluation.ts";
import { type SharedValues } from "../../core/index.ts";
import { loadExclusions, NOBODY, saveExclusions, type Exclusions } from "./exclusions.ts";
import { loadTestRound, saveTestRound } from "./saved-round.ts";
import type { TestRound } from "./round.ts";
import type { StreamRows } from "./streams.ts";
import type { TestTerms } from "./terms.ts";

/** A verdict after every validator that had to be left out is. */
export type SettledVerdict = Exclude<Verdict, { kind: "exclude" }>;

const GO_ON: SettledVerdict = { kind: "go_on" };

/** An evaluation with the record behind it: where a validator must be left out, it begins again without that one. */
export class ReplayedEvaluation {
  readonly #fresh: (exclusions: Exclusions) => Evaluation;
  readonly #isFinal: (verdict: SettledVerdict) => boolean;
  readonly #record: TestRound[] = [];
  #evaluation: Evaluation;

  /** @param settings `isFinal`: verdicts after which a replay looks no further */
  constructor(
    terms: TestTerms,
    settings: {
      readonly rows?: StreamRows;
      readonly followIntervals?: boolean;
      readonly exclusions?: Exclusions;
      readonly isFinal: (verdict: SettledVerdict) => boolean;
    },
  ) {
    const { isFinal, exclusions = NOBODY, ...options } = settings;
    this.#isFinal = isFinal;
    this.#fresh = (without) => new Evaluation(terms, without, options);
    this.#evaluation = this.#fresh(exclusions);
  }

  get evaluation(): Evaluation {
    return this.#evaluation;
  }

  /** Takes a round; what is to be said after it when it was time to look, else `null`. */
  add(round: TestRound): SettledVerdict | null {
    this.#record.push(round);
    if (!this.#evaluation.add(round)) return null;
    let verdict = this.#evaluation.look();
    while (verdict.kind === "exclude") verdict = this.#replayWithout(verdict);
    return verdict;
  }

  /** Drops the record: nothing will be added any more. */
  forget(): void {
    this.#record.length = 0;
  }

  save(shared: SharedValues) {
    return {
      exclusions: saveExclusions(this.#evaluation.exclusions),
      evaluation: this.#evaluation.save(),
      record: this.#record.map((round) => saveTestRound(round, shared)),
    };
  }

  load(saved: ReturnType<ReplayedEvaluation["save"]>, shared: SharedValues): void {
    this.#evaluation = this.#fresh(loadExclusions(saved.exclusions));
    this.#evaluation.load(saved.evaluation);
    this.#record.push(...saved.record.map((round) => loadTestRound(round, shared)));
  }

  /** Looks at the whole record again without one more validator: the first verdict that ends it, else to go on. */
  #replayWithout(found: Verdict & { readonly kind: "exclude" }): Verdict {
    this.#evaluation = this.#fresh(this.#evaluation.exclusionsWith(found));
    for (const round of this.#record) {
      if (!this.#evaluation.add(round)) continue;
      const verdict = this.#evaluation.look();
      if (verdict.kind === "exclude" || this.#isFinal(verdict)) return verdict;
    }
    return GO_ON;
  }
}
