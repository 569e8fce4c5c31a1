import type { Message, Params, Random } from "../core/index.ts";
import type { AnswerLine } from "./answer-line.ts";
import type { CheckContext } from "./check-context.ts";
import type { Policy } from "./episode/episode-study.ts";
import type { Generated } from "./generated.ts";

/** A question as a model sees it, with the parameters it was made from: all that a baseline may look at. */
export interface Question {
  readonly params: Params;
  readonly prompt: string;
  readonly messages: readonly Message[];
  /** What {@link Study.opened} made of the question, where the study has that. */
  readonly opened?: unknown;
  /** Plays the question's episode to its end and gives the policy's turns; absent where one answer is all. */
  readonly play?: (policy: Policy, random: Random) => Promise<readonly string[]>;
}

/** What a model hands in: a text, or the turns of an episode. */
export type Completion = string | readonly string[];

/** A program that answers without a language model. It never sees the secret. */
export interface Baseline {
  readonly name: string;
  /** A whole completion, deterministic in (question, random). */
  answer(question: Question, random: Random): Completion | Promise<Completion>;
}

/** What an environment gives the card: how to answer rightly, how to guess, and what makes two questions the same. */
export interface Study<Secret = unknown> {
  /**
   * True where an answer may get a part of the score: guesses then must get nothing at all, and of the others the mean
   * reward counts. Always so of many turns.
   */
  readonly partialCredit?: boolean;
  /**
   * What the prompt says, as data, for baselines that would otherwise have to parse it. It must hold nothing that the
   * prompt does not say.
   */
  opened?(generated: Generated<Secret>): unknown;
  /** A completion that scores 1000. */
  oracle(generated: Generated<Secret>): Completion;
  /** Guesses that must not pass: upper 95% bound at most 1% on every scored level. */
  readonly blind: readonly Baseline[];
  /** Of many turns only: policies that end an episode with their first turn; at most 5% on every scored level. */
  readonly oneTurn?: readonly Baseline[];
  /** Quick tricks that may pass at most 5% on every scored level. */
  readonly shallow: readonly Baseline[];
  /** Bounded solvers, reported only; their pass rate should fall from level to level. */
  readonly strong: readonly Baseline[];
  /** Questions that the card compares with one another for each of its samples; ten unless they take long to make. */
  readonly duplicatesASample?: number;
  /** How long a prompt may be on a scored level, in UTF-16 code units; 8,000 unless told. */
  readonly promptBarCharacters?: number;
  /** The lines of the correct answer; none with 16 bits or more may stand in the prompt. */
  answerLines(generated: Generated<Secret>): readonly AnswerLine[];
  /** A text that is equal for questions that differ by names, order and other dressing only. */
  shape(generated: Generated<Secret>): string;
  /** What checking is timed with, where the time of the sandbox is not to count; else the context of the card. */
  timedContext?(generated: Generated<Secret>): CheckContext;
  /** Integer figures of one question, for the medians of the card (`conflicts`, `clauseCharacters`). */
  figures(generated: Generated<Secret>): Readonly<Record<string, number>>;
}
