import type { RolloutRecord } from "./rollout-record.ts";

/**
 * What the outcome of an answer is worth; everybody who reads records asks {@link meaningOf}, so that a zero in one
 * place is a zero in the others.
 *
 * | | `score` | contest | board |
 * |---|---|---|---|
 * | `judged` | thousandths | the same | answered, counts with its score |
 * | `unjudged` | none | 0 for challenger and champion | answered, counts as 0 |
 * | `unanswered` | none | 0 for a challenger, a null of the champion | asked, counts as 0 |
 * | `own_failure` | none | the round is missing, the validator's | not asked |
 * | `void` | none | the round is void for everybody | not asked |
 */
export type Meaning =
  /** The answer was judged, or the model's own failure takes the place of one: 0. */
  | { readonly kind: "judged"; readonly score: number }
  /** There is an answer on which the checker broke: the answer's doing, since the question could be made. */
  | { readonly kind: "unjudged"; readonly score: null }
  /** The model's host gave no answer in time, however often it was asked. */
  | { readonly kind: "unanswered"; readonly score: null }
  /** The validator itself failed. */
  | { readonly kind: "own_failure"; readonly score: null }
  /** The environment could not make its question. */
  | { readonly kind: "void"; readonly score: null };

/** Reasons of an `infra_failure` that are the validator's own: it asks again in time, and never holds them against a model. */
const OWN_FAILURES: ReadonlySet<string> = new Set([
  "deadline_passed",
  "credentials",
  "interrupted",
  "internal",
  "check_broken",
]);

/** Sorts what a record says. A pure function of outcome, score and reason. */
export function meaningOf({ outcome, score, reason }: Pick<RolloutRecord, "outcome" | "score" | "reason">): Meaning {
  switch (outcome) {
    case "scored":
    case "model_failure":
      return { kind: "judged", score };
    case "infra_failure":
      return { kind: OWN_FAILURES.has(reason) ? "own_failure" : "unanswered", score: null };
    case "invalid":
      return { kind: reason === "challenge_broken" ? "void" : "unjudged", score: null };
  }
}
