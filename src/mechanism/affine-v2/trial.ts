import type { SharedValues } from "../../core/index.ts";
import { ChallengeTest } from "./challenge-test.ts";
import { Qualification } from "./qualification.ts";

/** What a contender is doing: a test against the champion, or a qualification while there is none. */
export type Trial =
  | { readonly kind: "test"; readonly test: ChallengeTest }
  | { readonly kind: "qualification"; readonly test: Qualification };

/** A trial as a saved state holds it. */
export type SavedTrial =
  | { readonly kind: "test"; readonly test: ReturnType<ChallengeTest["save"]> }
  | { readonly kind: "qualification"; readonly test: ReturnType<Qualification["save"]> };

export function saveTrial(trial: Trial, shared: SharedValues): SavedTrial {
  return trial.kind === "test"
    ? { kind: "test", test: trial.test.save(shared) }
    : { kind: "qualification", test: trial.test.save() };
}

/** @param about the contest's own options */
export function loadTrial(
  saved: SavedTrial,
  shared: SharedValues,
  about: {
    readonly blindBp: readonly number[];
    readonly questionsPerRound?: number;
    readonly followIntervals?: boolean;
  },
): Trial {
  const { blindBp, questionsPerRound: questions = 1, followIntervals = false } = about;
  return saved.kind === "test"
    ? { kind: "test", test: ChallengeTest.load(saved.test, shared, { followIntervals }) }
    : { kind: "qualification", test: Qualification.load(saved.test, { blindBp, questions }) };
}
