import type { Message, Random } from "../../core/index.ts";
import type { CheckContext } from "../check-context.ts";
import type { AnswerLine } from "../answer-line.ts";

/** A program that plays without a language model. It sees the conversation and nothing else. */
export interface Policy {
  readonly name: string;
  /** The next turn: a pure function of the history and of the luck of this episode, the same at every turn. */
  act(history: readonly Message[], random: Random): string;
}

/** What an environment of many turns gives the card. With partial credit it is the mean reward that the bars hold. */
export interface EpisodeStudy<State = unknown> {
  /** Scores 1000 in every episode, by the conversation alone. Where turns run Python, only its last one may. */
  readonly oracle: Policy;
  /** Guesses; the upper 95% bound of episodes with any credit is at most 1% on every scored level. */
  readonly blind: readonly Policy[];
  /** Policies that end the episode with their first turn: at most 5%, so that turns matter. */
  readonly oneTurn: readonly Policy[];
  /** Heuristics limited to a tenth of the oracle's median steps: at most 5%. */
  readonly shallow: readonly Policy[];
  /** Solvers without that limit, reported only. */
  readonly strong: readonly Policy[];
  /** How long an opening may be on a scored level, in UTF-16 code units; 8,000 unless told. */
  readonly promptBarCharacters?: number;
  /** As in `Study`: questions that are compared with one another for each sample, ten unless told. */
  readonly duplicatesASample?: number;
  /** What checking is timed with, where the time of the sandbox is not to count. */
  timedContext?(state: State): CheckContext;
  /** What gives the secret away; nothing of it with 16 bits or more may be said by the environment before the end. */
  answerLines(state: State): readonly AnswerLine[];
  /** A text that is equal for questions that differ by dressing only. */
  shape(opening: readonly Message[], state: State): string;
  /** Integer figures of one episode, for the medians of the card. */
  figures(opening: readonly Message[], state: State): Readonly<Record<string, number>>;
}
